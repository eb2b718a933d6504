/** What a call is taken in, in order: each is an element with `data-step`, and is passed over with `data-done`. */

const CONTROLS = 'button, input, textarea'

/** Puts the focus where the call goes on after a step, once the page shows what that step brought. */
export function goOnAfter(step: string): void {
  setTimeout(() => {
    const steps = [...document.querySelectorAll<HTMLElement>('[data-step]')]
    const at = steps.findIndex(({ dataset }) => dataset.step === step)
    focusIn(steps.slice(at + 1).find(({ dataset }) => dataset.done !== 'true'))
  })
}

/** Puts the focus on a step. */
export function goTo(step: string): void {
  setTimeout(() => focusIn(document.querySelector<HTMLElement>(`[data-step="${step}"]`) ?? undefined))
}

function focusIn(step: HTMLElement | undefined): void {
  const control = step?.matches(CONTROLS) ? step : step?.querySelector<HTMLElement>(CONTROLS)
  control?.focus()
  if (control instanceof HTMLInputElement) control.select()
}
