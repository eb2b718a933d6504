/** For how long a code that a supervisor shows can enrol a tablet, in minutes. */
export const CODE_MINUTES = 10

const GROUP = 4

/** A code as it was made, « k3fw-9xpd-m7qa », whatever way it is written: capitals, spaces, other dashes, or none. */
export function plainCode(written: string): string {
  const letters = written.toLowerCase().replace(/[^a-z0-9]/g, '')
  return letters.match(new RegExp(`.{1,${GROUP}}`, 'g'))?.join('-') ?? ''
}

/**
 * What a QR code holds: the crew's screen of the site at `origin`, with the code in the fragment, which a browser sends
 * to nobody.
 */
export function enrolmentLink(origin: string, code: string): string {
  return `${origin}/crew#enrol=${code}`
}

/** The code in such a link, or in its fragment alone; null where there is none. */
export function codeIn(link: string): string | null {
  const written = /#enrol=([^#&\s]+)$/.exec(link)?.[1]
  return written === undefined ? null : plainCode(written)
}
