/** A file that cannot become a city; the message says what is wrong, where, and what to do. */
export class CityFileError extends Error {}
