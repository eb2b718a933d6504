import type { Words } from '../words/fr.ts'

/** What a crew said, in the words of its buttons. */
export function saidText(type: string, { tablet }: Words): string {
  const texts: Partial<Record<string, string>> = tablet.sending.said
  return texts[type] ?? tablet.sending.other
}
