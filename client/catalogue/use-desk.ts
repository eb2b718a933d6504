import { createContext, useContext, useDeferredValue, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Catalogue } from '../../shared/catalogue/catalogue.ts'
import type { KnownTown, Problem } from '../../shared/catalogue/check.ts'
import { differenceOf } from '../../shared/catalogue/difference.ts'
import { flawsOf } from '../../shared/catalogue/form.ts'
import type { City } from '../../shared/protocol/city.ts'
import { useScreen } from '../react/use-screen.ts'
import { type DeskState, desk } from '../store/catalogue-desk.ts'

/** Reads a part of what the screen of the catalogue has in hand. */
export function useDesk<T>(select: (state: DeskState) => T): T {
  return useStore(desk, select)
}

export function useDraft(): Catalogue {
  return useDesk(({ history }) => history.present)
}

/** What is wrong in the draft: looked for at every change, behind what is typed. */
export function useFlaws(): readonly Problem[] {
  const draft = useDeferredValue(useDraft())
  const city = useScreen((state) => state.city)
  return useMemo(() => flawsOf(draft, city === null ? {} : knownTown(city)), [draft, city])
}

/** What the check knows of the town. */
function knownTown({ districts, jurisdictions, onCall }: City): KnownTown {
  return {
    districts: districts.map(({ code }) => code),
    jurisdictions: jurisdictions.map(({ id }) => id),
    agencies: onCall.agencies.map(({ agency }) => agency),
  }
}

/** What the draft changes of what is in force. */
export function useDifference() {
  const draft = useDeferredValue(useDraft())
  const inForce = useDesk((state) => state.inForce)
  return useMemo(() => differenceOf(inForce, draft), [inForce, draft])
}

/** The problems of the draft, for the fields to find theirs by their place. */
export const Flaws = createContext<readonly Problem[]>([])

/** What is wrong at `place`. */
export function useFlawsAt(place: string): readonly Problem[] {
  const flaws = useContext(Flaws)
  return flaws.filter((one) => one.place === place)
}

/** Until what is opened is drawn. */
const DRAWN_MS = 40

/** Brings a place of the draft into view, opening what it lies in, and puts the focus there. */
export function reveal(place: string, tries = 4): void {
  setTimeout(() => {
    const element = nearestTo(place)
    if (element === null) return
    for (let part: Element | null = element; part !== null; part = part.parentElement)
      if (part instanceof HTMLDetailsElement) part.open = true
    if (element.id !== place && tries > 1) return reveal(place, tries - 1)
    const control = element.matches(CONTROLS) ? element : element.querySelector<HTMLElement>(CONTROLS)
    element.scrollIntoView({ block: 'center' })
    const focused = control ?? element
    focused.focus({ preventScroll: true })
  }, DRAWN_MS)
}

const CONTROLS = 'input, select, textarea, button, summary'

/** The element of a place, or of what it lies in. */
function nearestTo(place: string): HTMLElement | null {
  const steps = place.split('.')
  for (let count = steps.length; count > 1; count--) {
    const element = document.getElementById(steps.slice(0, count).join('.'))
    if (element !== null) return element
  }
  return null
}
