import { nextTick } from 'vue'

/** The part of the document that changes with the page. */
const page = () => [...document.querySelectorAll<HTMLElement>('main')].at(-1)

/** Gives the focus to the page itself, so that the next key is within it. */
export function focusPage(): void {
  const at = page()
  const to = at?.querySelector<HTMLElement>('h1') ?? at
  if (!to) return
  if (!to.hasAttribute('tabindex')) to.tabIndex = -1
  to.focus({ preventScroll: true })
}

/**
 * After a change of the page: its heading has the focus, and a screen reader says where one is. A page that put the focus
 * somewhere by itself, or where the person is back in a field, keeps it; so does whatever lies over the page.
 */
export async function arrive(): Promise<void> {
  await nextTick()
  await nextTick() // what the new page's parts do when they are there
  const on = document.activeElement
  if (!on || on === document.body || on.closest('nav')) focusPage()
}
