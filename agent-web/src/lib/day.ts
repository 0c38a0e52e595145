const ZONE = 'Asia/Shanghai'

/** The city's day of a moment, as "2026-11-23". */
export const dayOf = (at: Date | number): string => new Date(at).toLocaleDateString('sv', { timeZone: ZONE })

/** The day some days later, or earlier; the same day if it is none. */
export function shift(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) ? day : new Date(at + days * 86_400_000).toISOString().slice(0, 10)
}

/** The moment of a time of the city, as a browser's field says it ("2026-11-23T09:05"): ISO 8601. */
export const fromCity = (local: string): string => new Date(`${local.slice(0, 16)}:00+08:00`).toISOString()

/** The time of day in the city; with its date where it is not of this day. */
export function clockOf(iso: string, day: string, locale: string): string {
  const at = new Date(iso)
  return new Intl.DateTimeFormat(locale, {
    timeZone: ZONE,
    ...(dayOf(at) === day ? {} : { month: '2-digit', day: '2-digit' }),
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(at)
}
