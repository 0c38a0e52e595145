/** When the person last touched the page, and when it last asked the server for something (ms of performance.now()). */
let touched = performance.now()
let asked = performance.now()

const EVENTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']
/** How often a page looks whether it must ask, how seldom it asks, and how seldom while it hides because it got no answer (ms). */
const LOOK = 1_000
const SELDOM = 20_000
const HIDDEN = 3_000

/** For how many seconds nobody has touched the page: every request says it, so that those of the page itself keep no session alive. */
export const untouched = () => Math.floor((performance.now() - touched) / 1000)

/** A request was sent. */
export const noteAsked = () => {
  asked = performance.now()
}

/**
 * Watches whether a person is at the page, and asks the server: it has to know that a person who sends nothing is typing,
 * and the page has to know soon that its session has ended, whoever ended it. The server decides. The limit is in seconds,
 * 0 for none, undefined where nobody is signed in. Returns how to stop.
 */
export function watchPerson(
  limit: () => number | undefined,
  ask: () => void,
  hidden: () => boolean = () => false,
): () => void {
  const touch = () => {
    touched = performance.now()
  }
  for (const e of EVENTS) addEventListener(e, touch, { passive: true, capture: true })
  const timer = window.setInterval(() => {
    const seconds = limit()
    if (seconds === undefined) return
    const most = seconds ? (seconds * 1000) / 3 : SELDOM
    if (performance.now() - asked >= Math.min(most, hidden() ? HIDDEN : SELDOM)) ask()
  }, LOOK)
  return () => {
    window.clearInterval(timer)
    for (const e of EVENTS) removeEventListener(e, touch, { capture: true })
  }
}
