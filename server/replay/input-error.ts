/** What the person gave (a file, a map, an option) cannot be used; the message names it and the remedy. */
export class InputError extends Error {}
