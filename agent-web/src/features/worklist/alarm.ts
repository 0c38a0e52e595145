import type { Counts } from '@/api/client'
import { alert } from './alert'

/** The emergencies that nobody has verified: how many, and when the latest was raised. */
export interface Waits {
  count: number
  /** ISO 8601; empty: none waits. */
  raised: string
}

export const waitsOf = (c: Counts): Waits => ({ count: c.marks?.unverified ?? 0, raised: c.raised ?? '' })

const time = (w: Waits) => Date.parse(w.raised) || 0

/** Whether there is one that was not known: also where another ended meanwhile, or came from the spool late. */
export const isNews = (now: Waits, known: Waits | null): boolean =>
  now.count > 0 && (!known || now.count > known.count || time(now) > time(known))

const keyOf = (user: string) => `alarm:${user}`

function known(user: string): Waits | null {
  try {
    return JSON.parse(localStorage.getItem(keyOf(user)) ?? 'null') as Waits | null
  } catch {
    return null // a half-written entry must not silence an alarm
  }
}

/** Sounds the alarm for what is new, once for all tabs of this browser: the first that can make a sound has it. */
export async function sounded(user: string, now: Waits): Promise<boolean> {
  if (!(navigator.userActivation?.hasBeenActive ?? true)) return false // it would be silent: another tab may sound
  const look = () => {
    const news = isNews(now, known(user))
    localStorage.setItem(keyOf(user), JSON.stringify(now))
    if (news) alert(true)
    return news
  }
  return navigator.locks ? await navigator.locks.request(keyOf(user), look) : look()
}
