/** How long (ms) one question waits for its answer. */
const LIMIT = 8000
const ASK_PAGES_EVERY = 1000
const ASK_STUN_EVERY = 4000

/** The STUN addresses of the service: where an answer of it says that its sound is, by UDP. */
export const stunOf = (sdp: string): string[] => [
  ...new Set(
    [...sdp.matchAll(/^a=candidate:\S+ 1 udp \d+ (\S+) (\d+) /gim)].map((c) => `stun:${c[1]}:${c[2]}`),
  ),
]

/** Resolves when the service answers a request of its pages. */
async function pagesAnswer(): Promise<void> {
  const r = await fetch('/icon.svg', {
    method: 'HEAD',
    cache: 'no-store',
    signal: AbortSignal.timeout(LIMIT),
  })
  if (!r.ok) throw new Error(`the server answers ${r.status}`) // that of a proxy in front of it
}

/**
 * Resolves when the service answers a STUN request. The browser sends some each second or two; what it sends by TCP into a
 * dead network it repeats after longer and longer pauses, also for pages that have given up and ask anew.
 */
function stunAnswers(urls: string[]): Promise<void> {
  if (!urls.length) return Promise.reject(new Error('no address'))
  const pc = new RTCPeerConnection({ iceServers: [{ urls }] })
  return new Promise<void>((resolve, reject) => {
    pc.onicecandidate = (e) => e.candidate?.type === 'srflx' && resolve()
    setTimeout(() => reject(new Error('no answer')), LIMIT)
    pc.createDataChannel('')
    pc.setLocalDescription().catch(reject)
  }).finally(() => pc.close())
}

/** Asks in both ways again and again, and says when it asks and when there is an answer; returns how to stop. */
export function watchReach(stun: () => string[], on: { asks: () => void; answer: () => void }): () => void {
  let over = false
  const ask = (question: Promise<void>) =>
    void question.then(
      () => over || on.answer(),
      () => undefined, // the next one asks
    )
  const pages = window.setInterval(() => {
    on.asks()
    ask(pagesAnswer())
  }, ASK_PAGES_EVERY)
  const sound = window.setInterval(() => ask(stunAnswers(stun())), ASK_STUN_EVERY)
  ask(stunAnswers(stun()))
  return () => {
    over = true
    clearInterval(pages)
    clearInterval(sound)
  }
}
