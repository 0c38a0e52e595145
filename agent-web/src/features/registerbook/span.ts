import { monday } from '@/features/roster/week'
import { shift } from '@/lib/day'

/** The days of the book that are read together, both included: "2026-11-23". */
export interface Span {
  from: string
  to: string
}
export type Kind = 'day' | 'week' | 'month' | 'free'

/** How many days are read as one book (as tickets/service/registerbook.go has it). */
export const LONGEST = 31

const DAY = /^\d{4}-\d{2}-\d{2}$/
const isDay = (day: string) => DAY.test(day) && shift(day, 0) === day
const first = (day: string) => `${day.slice(0, 8)}01`
const count = (s: Span) => (Date.parse(s.to) - Date.parse(s.from)) / 86_400_000 + 1

export const weekOf = (day: string): Span => ({ from: monday(day), to: shift(monday(day), 6) })
export const monthOf = (day: string): Span => ({
  from: first(day),
  to: shift(first(shift(first(day), 31)), -1),
})

/** The period of a kind in which a day lies. */
export function spanOf(kind: Kind, day: string): Span {
  if (kind === 'week') return weekOf(day)
  if (kind === 'month') return monthOf(day)
  return { from: day, to: day }
}

/** What a period is. */
export function kindOf(s: Span): Kind {
  if (s.from === s.to) return 'day'
  for (const kind of ['week', 'month'] as const)
    if (spanOf(kind, s.from).to === s.to && spanOf(kind, s.from).from === s.from) return kind
  return 'free'
}

/** Two days in order, and not too many between them. */
export const valid = (s: Span): boolean =>
  isDay(s.from) && isDay(s.to) && s.from <= s.to && count(s) <= LONGEST

/** The period after one, or before it: of the same kind, or as long. */
export function next(s: Span, steps: 1 | -1): Span {
  const kind = kindOf(s)
  if (kind === 'month') return monthOf(steps > 0 ? shift(s.to, 1) : shift(s.from, -1))
  const days = steps * count(s)
  return { from: shift(s.from, days), to: shift(s.to, days) }
}

/** The days of a period that have a book: none of the future. */
export function daysOf(s: Span, today: string): string[] {
  const days: string[] = []
  if (valid(s)) for (let day = s.from; day <= s.to && day <= today; day = shift(day, 1)) days.push(day)
  return days
}
