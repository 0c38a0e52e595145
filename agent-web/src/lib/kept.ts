import { shallowRef } from 'vue'

/** How long (ms) a list that hardly changes is believed before it is read again, and how soon after it could not be had. */
const FRESH = 300_000
const AGAIN = 10_000

/** A list that many pages show. */
export interface Kept<T> {
  /** The list as it was last read; it is read when a page first needs it. */
  now: () => T
  /** Reads it again, for a page whose user has just changed it. */
  renew: () => void
}

/** Keeps a list; until it was read, and where it cannot be had, it is first. */
export function kept<T>(first: T, read: () => Promise<T>): Kept<T> {
  const value = shallowRef(first)
  let due = 0
  const renew = () => {
    due = Date.now() + FRESH
    read().then(
      (is) => {
        value.value = is
      },
      () => {
        due = Date.now() + AGAIN
      },
    )
  }
  const now = () => {
    if (Date.now() >= due) renew()
    return value.value
  }
  return { now, renew }
}
