import { computed, reactive, watch } from 'vue'
import { renewal } from './renewal'

/** Why what a page shows is hidden although nobody said yet that the session has ended. */
export type Asleep = '' | 'kept' | 'unsure' | 'out'

/** What hides the page beside a session that has ended (renewal). */
export const veil = reactive({
  /**
   * out: the person signs out, or another has signed in; kept: the browser keeps a copy of the page; unsure: nobody is
   * here, and the server cannot be asked.
   */
  asleep: '' as Asleep,
})

/** Whether citizens' data must be neither on the screen nor in the document. */
export const veiled = computed(() => renewal.wanted || veil.asleep !== '')

/**
 * Where the pages are while they are hidden: in no document, so that nothing of them is seen, found, printed or reached
 * by a key. They live on, with all that was typed.
 */
export const limbo = document.createElement('div')

/** Windows with files that this page opened. */
const opened = new Set<Window>()

/** Opens a file of the server's in a window of its own, which closes when the page is hidden. */
export function openBeside(url: string): void {
  const w = window.open(url, '_blank')
  for (const old of opened) if (old.closed) opened.delete(old)
  if (w) opened.add(w)
}

function closeBeside(): void {
  for (const w of opened) w.close()
  opened.clear()
}

/** Where the reader was, for when the page comes back. */
let place = { top: 0, field: null as HTMLElement | null }
/** Whether the person was typing when the page was hidden. */
export const wasTyping = () => place.field?.matches('input, textarea, select') ?? false

// Before the document changes: afterwards there is neither a place nor a focus.
watch(
  veiled,
  (hidden) => {
    if (!hidden) return
    place = { top: window.scrollY, field: document.activeElement as HTMLElement | null }
    closeBeside()
  },
  { flush: 'sync' },
)
watch(
  veiled,
  (hidden) => {
    if (hidden) return
    if (place.top) window.scrollTo(0, place.top)
    if (place.field?.isConnected && document.activeElement === document.body) place.field.focus()
  },
  { flush: 'post' },
)
