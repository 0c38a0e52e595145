/** What an election tells the tab. */
export interface Candidate {
  /** The tab has the telephone now. */
  lead: () => void
  /** Another tab took it away. */
  lose: () => void
}

/** How a tab takes part. */
export interface Election {
  /** Takes the telephone from a tab that does not answer any more. */
  steal: () => void
  resign: () => void
}

/**
 * Elects one tab of a browser (Web Locks): the browser itself gives the lock to the next one when its holder is closed or
 * crashes. Where there are no locks, or they are forbidden, every tab leads; then the server's rule holds, by which a newer
 * connection replaces an older one.
 */
export function elect(
  name: string,
  on: Candidate,
  locks: LockManager | undefined = navigator.locks,
): Election {
  let over = false
  let release: () => void = () => undefined
  const waiting = new AbortController()

  const hold = () => {
    if (over) return
    on.lead()
    return new Promise<void>((resolve) => {
      release = resolve
    })
  }
  /** Waits for the lock and holds it; a lock that was stolen is waited for again. */
  const wait = (m: LockManager, options: LockOptions) => {
    m.request(name, options, hold).catch((e: DOMException) => {
      if (over) return
      if (e.name !== 'AbortError') {
        on.lead() // locks are forbidden here
        return
      }
      on.lose()
      wait(m, { signal: waiting.signal })
    })
  }

  if (locks) wait(locks, { signal: waiting.signal })
  else queueMicrotask(() => !over && on.lead())
  return {
    steal: () => locks && wait(locks, { steal: true }),
    resign: () => {
      over = true
      waiting.abort()
      release()
    },
  }
}
