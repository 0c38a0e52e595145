import { dayOf } from '@/lib/day'

/** A time of whole days in the city, which lives by Beijing time all year. */
export interface Period {
  /** The first and the last day, as <input type="date"> writes them. */
  from: string
  to: string
}

const DAY = 86_400_000
/** The city is eight hours ahead of UTC and has no summer time. */
const AHEAD = 8 * 3600_000

/** The last n days with today. */
export const lastDays = (n: number, now: number): Period => ({
  from: dayOf(now - (n - 1) * DAY),
  to: dayOf(now),
})

/** This month so far, and the whole month before. */
export const thisMonth = (now: number): Period => ({ from: `${dayOf(now).slice(0, 8)}01`, to: dayOf(now) })
export function lastMonth(now: number): Period {
  const to = dayOf(Date.parse(`${thisMonth(now).from}T00:00:00Z`) - DAY - AHEAD)
  return { from: `${to.slice(0, 8)}01`, to }
}

/** What GET /api/rates wants: the last day is included, so it ends where the next begins. */
export function query(p: Period): { from: string; to: string } {
  const start = (day: string) => Date.parse(`${day}T00:00:00+08:00`)
  return { from: new Date(start(p.from)).toISOString(), to: new Date(start(p.to) + DAY).toISOString() }
}

/** Whether both are days and in order. */
export const valid = (p: Period): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(p.from) && /^\d{4}-\d{2}-\d{2}$/.test(p.to) && p.from <= p.to
