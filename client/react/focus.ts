/** As the `ref` of an element: it has the focus as soon as it is there, in place of what was pressed to bring it. */
export function focus(element: HTMLElement | null): void {
  element?.focus()
}
