const ZONE = 'Asia/Shanghai'

/** The city's day of a moment, as "2026-11-23". */
export const dayOf = (at: Date): string => at.toLocaleDateString('sv', { timeZone: ZONE })

/** The day some days later, or earlier; the same day if it is none. */
export function shift(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) ? day : new Date(at + days * 86_400_000).toISOString().slice(0, 10)
}

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
