/** When the person last touched the page, and when it last asked the server for something (ms of performance.now()). */
let touched = performance.now()
let asked = performance.now()

const EVENTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']
/** How often a page looks whether it must ask, and how seldom it asks at most (ms). */
const LOOK = 1_000
const SELDOM = 60_000

/** For how many seconds nobody has touched the page: every request says it, so that those of the page itself keep no session alive. */
export const untouched = () => Math.floor((performance.now() - touched) / 1000)

/** A request was sent. */
export const noteAsked = () => {
  asked = performance.now()
}

/**
 * Watches whether a person is at the page, and asks the server when it ought to know: that a person who sends nothing is
 * typing, or that nobody has been there for the limit (seconds; 0 is none). The server decides. Returns how to stop.
 */
export function watchPerson(limit: () => number, ask: () => void): () => void {
  const touch = () => {
    touched = performance.now()
  }
  for (const e of EVENTS) addEventListener(e, touch, { passive: true, capture: true })
  const timer = window.setInterval(() => {
    const now = performance.now()
    const most = limit() * 1000
    if (!most || now - asked < Math.min(most / 3, SELDOM)) return
    if (touched > asked || now - touched >= most) ask()
  }, LOOK)
  return () => {
    window.clearInterval(timer)
    for (const e of EVENTS) removeEventListener(e, touch, { capture: true })
  }
}
