import type { Hours } from './client'
import { clockAt, DAY, minutes, parseClock } from './clock'

/** An opening as it is typed: one that ends before it begins goes on past midnight. */
export interface Span {
  from: string
  to: string
}
/** The openings of Monday to Sunday, each with the day on which it begins. */
export type Week = Span[][]
export type ByDay = Record<string, Hours[] | null>

/** What is wrong, or seems so: of a day (0 is Monday) and the place of an opening in it. */
export interface Fault {
  code: 'time' | 'empty' | 'overlap' | 'backwards' | 'gap'
  day: number
  at: number
  /** What fills the sentence. */
  args: Record<string, string>
}

/** The service counts days from Sunday. */
const numberOf = (day: number) => String((day + 1) % 7)

/** Openings as people say them: what goes on at midnight is one, on the day on which it begins. */
export function weekOf(days: ByDay | undefined): Week {
  const week: Week = Array.from({ length: 7 }, (_, d) => [...(days?.[numberOf(d)] ?? [])])
  const goesOn = (d: number) => {
    const [last, first] = [week[d]?.at(-1), week[(d + 1) % 7]?.[0]]
    return (
      last?.to === '24:00' &&
      last.from !== '00:00' &&
      first?.from === '00:00' &&
      first.to !== '24:00' &&
      first.to <= last.from
    )
  }
  const on = week.map((_, d) => goesOn(d))
  return week.map((spans, d) => {
    const own = on[(d + 6) % 7] ? spans.slice(1) : spans
    const end = week[(d + 1) % 7]?.[0]?.to ?? ''
    return own.map((s, i) =>
      on[d] && i === own.length - 1 ? { from: s.from, to: end } : { from: s.from, to: s.to },
    )
  })
}

/** When an opening begins and ends, in minutes of its day; it may end on the next one. NaN: it is no time. */
export function reach(s: Span): [from: number, to: number] {
  const [from, to] = [parseClock(s.from), parseClock(s.to)]
  if (!from || !to) return [Number.NaN, Number.NaN]
  const [a, b] = [minutes(from), minutes(to)]
  return [a, b > a || (a === 0 && b === 0) ? b || DAY : b + DAY]
}

export const overnight = (s: Span): boolean => reach(s)[1] > DAY

/** The days of the service that openings are, each in order; what touches is one. Faulty openings are left out. */
export function daysOf(week: Week): Record<string, Hours[]> {
  const parts: [number, number][][] = Array.from({ length: 7 }, () => [])
  week.forEach((spans, d) => {
    for (const s of spans) {
      const [from, to] = reach(s)
      if (Number.isNaN(from) || from === to) continue
      parts[d]?.push([from, Math.min(to, DAY)])
      if (to > DAY) parts[(d + 1) % 7]?.push([0, to - DAY])
    }
  })
  return Object.fromEntries(
    parts.map((list, d) => [numberOf(d), together(list)] as const).filter(([, list]) => list.length),
  )
}

function together(list: [number, number][]): Hours[] {
  const out: [number, number][] = []
  for (const [from, to] of list.sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else out.push([from, to])
  }
  return out.map(([from, to]) => ({ from: clockAt(from), to: clockAt(to) }))
}

/** A gap of so few minutes is a slip of the pen: who calls in it finds the door closed. */
const SLIP = 15

/** What is wrong with a week; gaps that seem to be slips come last. */
export function weekFaults(week: Week): Fault[] {
  const { bad, good } = sorted(
    week.flatMap((spans, day) => spans.map((s) => ({ s, day }))),
    week,
  )
  const length = 7 * DAY
  const all = good
    .map((g) => ({ ...g, a: g.day * DAY + g.a, b: g.day * DAY + g.b }))
    .sort((x, y) => x.a - y.a)
  const overlaps: Fault[] = []
  const gaps: Fault[] = []
  all.forEach((g, i) => {
    const next = all[(i + 1) % all.length]
    if (!next || next === g) return
    const begins = i + 1 < all.length ? next.a : next.a + length
    const args = { one: say(g.s), other: say(next.s), day: String(g.day), next: String(next.day) }
    if (begins < g.b) overlaps.push({ code: 'overlap', day: next.day, at: next.at, args })
    else if (begins - g.b > 0 && begins - g.b < SLIP)
      gaps.push({
        code: 'gap',
        day: g.day,
        at: g.at,
        args: { ...args, from: clockAt(g.b % DAY), to: clockAt(begins % DAY), n: String(begins - g.b) },
      })
  })
  return [...bad, ...overlaps, ...gaps]
}

/** What is wrong with the openings of one date, which end on it. */
export function dayFaults(spans: Span[]): Fault[] {
  const { bad, good } = sorted(
    spans.map((s) => ({ s, day: 0 })),
    [spans],
  )
  const backwards = good
    .filter((g) => g.b > DAY)
    .map((g): Fault => ({ code: 'backwards', day: 0, at: g.at, args: { one: say(g.s) } }))
  const all = good.filter((g) => g.b <= DAY).sort((x, y) => x.a - y.a)
  const overlaps = all.flatMap((g, i): Fault[] => {
    const next = all[i + 1]
    return next && next.a < g.b
      ? [{ code: 'overlap', day: 0, at: next.at, args: { one: say(g.s), other: say(next.s) } }]
      : []
  })
  return [...bad, ...backwards, ...overlaps]
}

/** The hours of one date. */
export const hoursOf = (spans: Span[]): Hours[] =>
  together(spans.map(reach).filter(([a, b]) => !Number.isNaN(a) && a !== b && b <= DAY))

const say = (s: Span) => `${parseClock(s.from)}–${parseClock(s.to)}`

interface Placed {
  s: Span
  day: number
  at: number
  a: number
  b: number
}

/** Parts openings that are none from those that are. */
function sorted(list: { s: Span; day: number }[], week: Week): { bad: Fault[]; good: Placed[] } {
  const bad: Fault[] = []
  const good: Placed[] = []
  for (const { s, day } of list) {
    const at = week[day]?.indexOf(s) ?? 0
    const [a, b] = reach(s)
    const typed = [s.from, s.to].find((x) => !parseClock(x))
    if (typed !== undefined) bad.push({ code: 'time', day, at, args: { typed } })
    else if (parseClock(s.from) === parseClock(s.to) && a !== 0)
      bad.push({ code: 'empty', day, at, args: { one: say(s) } })
    else if (parseClock(s.from) === '24:00') bad.push({ code: 'time', day, at, args: { typed: s.from } })
    else good.push({ s, day, at, a, b })
  }
  return { bad, good }
}
