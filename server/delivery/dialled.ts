/** « 06 39 98 11 37 » as it is dialled: digits, and a plus before them. */
export function dialled(phone: string): string {
  return `${phone.trim().startsWith('+') ? '+' : ''}${phone.replace(/\D/g, '')}`
}
