import { fromCity, shift } from '@/lib/day'
import type { Shift, ShiftBody } from './client'

const WEEK = 7

/** The Monday of a day's week: "2026-11-23". */
export function monday(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return shift(day, -weekday)
}

/** The days of a week that begins on a Monday. */
export const daysOf = (first: string): string[] => Array.from({ length: WEEK }, (_, i) => shift(first, i))

/** The beginning of a day in the city: ISO 8601. */
export const startOf = (day: string): string => fromCity(`${day}T00:00`)

/** What is typed for a shift: a duty over midnight ends on the next day. */
export interface Typed {
  day: string
  from: string
  until: string
  daily: boolean
  name: string
  phone: string
  mail: string
  leads: boolean
  note: string
}

/** The shifts of a form: one, or one each day until the end of its week. */
export function shiftsOf(unit: string, f: Typed): ShiftBody[] {
  const end = shift(monday(f.day), WEEK)
  const days = f.daily ? daysOf(f.day).filter((d) => d < end) : [f.day]
  return days.map((day) => ({
    unit,
    from: fromCity(`${day}T${f.from}`),
    until: fromCity(`${f.until > f.from ? day : shift(day, 1)}T${f.until}`),
    name: f.name.trim(),
    phone: f.phone.trim(),
    mail: f.mail.trim(),
    leads: f.leads,
    note: f.note.trim(),
  }))
}

/** The shifts that begin in a week: one of the night before it belongs to the week before. */
export const begunIn = (shifts: Shift[], first: string): Shift[] =>
  shifts.filter((s) => {
    const at = Date.parse(s.from)
    return at >= Date.parse(startOf(first)) && at < Date.parse(startOf(shift(first, WEEK)))
  })

/** Who, when: what tells whether one person stands in two shifts at once. */
type Duty = Pick<ShiftBody, 'from' | 'until' | 'name' | 'phone'>
const digits = (phone: string) => phone.replace(/\D/g, '')
const same = (a: Duty, b: Duty) =>
  a.name.trim() === b.name.trim() || (digits(a.phone) !== '' && digits(a.phone) === digits(b.phone))

/** The shifts in which the same person is on duty at the same time: a slip, more often than not. */
export const clashes = <T extends Duty>(of: Duty, all: T[]): T[] =>
  all.filter(
    (x) =>
      x !== of &&
      same(x, of) &&
      Date.parse(x.from) < Date.parse(of.until) &&
      Date.parse(x.until) > Date.parse(of.from),
  )

/** The same shifts a week later. */
export function nextWeek(shifts: Shift[]): ShiftBody[] {
  const later = (at: string) => new Date(Date.parse(at) + WEEK * 86_400_000).toISOString()
  return shifts.map(({ unit, from, until, name, phone, mail, leads, note }) => ({
    unit,
    from: later(from),
    until: later(until),
    name,
    phone,
    mail: mail ?? '',
    leads: leads ?? false,
    note: note ?? '',
  }))
}

/** A gap as one day shows it: "18:00–24:00". */
export function within(gap: { from: string; until: string }, day: string): string {
  const begin = Date.parse(startOf(day))
  const clock = (at: number) => {
    const minutes = Math.round((Math.min(Math.max(at, begin), begin + 86_400_000) - begin) / 60_000)
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  }
  return `${clock(Date.parse(gap.from))}–${clock(Date.parse(gap.until))}`
}

/** Whether a time touches a day of the city. */
export const touches = (x: { from: string; until: string }, day: string): boolean =>
  Date.parse(x.from) < Date.parse(startOf(shift(day, 1))) && Date.parse(x.until) > Date.parse(startOf(day))
