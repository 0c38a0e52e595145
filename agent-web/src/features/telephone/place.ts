import { nextTick } from 'vue'
import type { RouteLocationNormalized, Router } from 'vue-router'
import { place } from '@/lib/place'

/** Where a person was when a call took them to the desk. */
interface Left {
  path: string
  field: HTMLElement | null
  selection: [start: number, end: number] | null
  /** A box that is taken off the page forgets how far it was scrolled. */
  scrolled: [box: Element, top: number][]
}
let left: Left | null = null
let unhook: () => void = () => undefined

/** Opens a page, and keeps the one that is open as it is until the person is back: what is typed, the field, the cursor. */
export async function goAway(router: Router, to: string): Promise<void> {
  const at = router.currentRoute.value
  if (at.path === to) return
  const name = nameOf(at)
  if (name) {
    const field = document.activeElement instanceof HTMLElement ? document.activeElement : null
    left = { path: at.fullPath, field, selection: selectionOf(field), scrolled: scrolledBoxes() }
    place.kept = [name]
    await nextTick() // App knows it before the page is left
    unhook()
    unhook = router.afterEach((now, _from, failure) => {
      if (!failure) void arrived(now, to)
    })
  }
  await router.push(to)
}

/** The name by which Vue keeps a page: that of its file. */
function nameOf(at: RouteLocationNormalized): string {
  const page = at.matched.at(-1)?.components?.default as { __name?: string; name?: string } | undefined
  return page?.name ?? page?.__name ?? ''
}

async function arrived(now: RouteLocationNormalized, away: string): Promise<void> {
  if (now.path === away) return
  const back = left && now.fullPath === left.path ? left : null
  unhook()
  left = null
  await nextTick()
  if (back) restore(back)
  place.kept = []
}

function restore(l: Left): void {
  for (const [box, top] of l.scrolled) box.scrollTop = top
  if (!l.field?.isConnected) return
  l.field.focus({ preventScroll: true })
  if (l.selection) (l.field as HTMLTextAreaElement).setSelectionRange(...l.selection)
}

/** The cursor of a text field; others (numbers, dates) tell none. */
function selectionOf(field: Element | null): [number, number] | null {
  const f = field as Partial<HTMLTextAreaElement> | null
  return typeof f?.selectionStart === 'number' ? [f.selectionStart, f.selectionEnd ?? f.selectionStart] : null
}

function scrolledBoxes(): [Element, number][] {
  const boxes = [document.scrollingElement, ...document.querySelectorAll('#app *')]
  return boxes.flatMap((b) => (b && b.scrollTop > 0 ? [[b, b.scrollTop] as [Element, number]] : []))
}
