import { createStore } from 'zustand/vanilla'
import type { Locale } from '../../shared/text.ts'

const KEY = 'vigie.report-form.locale'

/** The language that was chosen here, else the browser's; French where it asks for neither. */
function read(): Locale {
  const chosen = kept()
  const asked = [chosen ?? [], navigator.languages].flat().map((language) => language.slice(0, 2))
  return asked.find((language) => language === 'fr' || language === 'en') === 'en' ? 'en' : 'fr'
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** The language of the form for everyone. */
export const formLocale = createStore<{ locale: Locale }>(() => ({ locale: read() }))

export function speak(locale: Locale): void {
  formLocale.setState({ locale })
  try {
    localStorage.setItem(KEY, locale)
  } catch {
    // A device that stores nothing keeps the choice until the page is closed.
  }
}
