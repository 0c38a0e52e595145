import { months, together } from '@/features/rules/calendar'
import type { Span, Week } from './week'
import { weekdayOf } from './words'

interface Notice {
  year: number
  off: string[] | null
  work: string[] | null
}

/**
 * The days of a year that its notices make other than their weekday: holidays are closed, working weekends are open as the
 * working days of the week are. Which weekday such a day stands for, no notice says: Monday's hours are taken.
 */
export function holidaysOf(
  announced: Notice[],
  entered: Notice[],
  year: number,
  week: Week,
): Record<string, Span[]> {
  const all = together([...announced, ...entered])
  const usual = week.slice(0, 5).find((spans) => spans.length) ?? []
  const found: Record<string, Span[]> = {}
  for (const day of months(year, all.off, all.work).flat()) {
    if (!day.changed) continue
    const open = (week[weekdayOf(day.iso)] ?? []).length > 0
    if (!day.works && open) found[day.iso] = []
    if (day.works && !open && usual.length) found[day.iso] = usual.map((s) => ({ ...s }))
  }
  return found
}

/** How a day is: as its weekday (open or closed), closed though it is usually open, an open weekend, or open at other hours. */
export type DayKind = 'usual' | 'rest' | 'holiday' | 'work' | 'special'
export function kindOf(date: string, week: Week, special: Span[] | undefined): DayKind {
  const usual = (week[weekdayOf(date)] ?? []).length > 0
  if (!special) return usual ? 'usual' : 'rest'
  if (!special.length) return 'holiday'
  return !usual && weekdayOf(date) >= 5 ? 'work' : 'special'
}
