import { locale, t } from '@/i18n'
import { dayOf } from '@/lib/day'
import type { Tried } from './client'

const ZONE = 'Asia/Shanghai' // the city's time, wherever the browser is
const utc = (date: string) => new Date(`${date}T00:00:00Z`)
const form = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale.value, options)

/** A weekday's name; 0 is Monday. */
export const weekdayName = (day: number, weekday: 'short' | 'long' = 'long'): string =>
  form({ weekday, timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 10, 23 + day)))

/** 0 is Monday. */
export const weekdayOf = (date: string): number => (utc(date).getUTCDay() + 6) % 7

/** A date with its weekday: 2026/10/1 周四, Thu, Oct 1, 2026. */
export function dateName(date: string): string {
  const at = utc(date)
  if (locale.value === 'en')
    return form({
      weekday: 'short',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      timeZone: 'UTC',
    }).format(at)
  return `${form({ year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' }).format(at)} ${form({ weekday: 'short', timeZone: 'UTC' }).format(at)}`
}

const time = (iso: string) =>
  form({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: ZONE }).format(new Date(iso))

/** A moment beside another: the time alone on the same day, else with its day. */
export function when(iso: string, beside: string): string {
  const [day, from] = [dayOf(new Date(iso)), dayOf(new Date(beside))]
  if (day === from) return time(iso)
  const days = (utc(day).getTime() - utc(from).getTime()) / 86_400_000
  if (days === 1) return t('hours.tomorrow', { time: time(iso) })
  if (days > 0 && days < 7) return t('hours.on', { day: weekdayName(weekdayOf(day)), time: time(iso) })
  return t('hours.on', { day: dateName(day), time: time(iso) })
}

/** Whether it is open at a moment, and until when. */
export function sayState(x: Tried): string {
  const key = x.open ? 'open' : 'shut'
  return x.turns
    ? t(`hours.state.${key}_until`, { when: when(x.turns, x.at) })
    : t(`hours.state.${key}_always`)
}
