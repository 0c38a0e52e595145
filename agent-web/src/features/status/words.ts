import { locale, t, te } from '@/i18n'
import type { Saying } from './client'

const ZONE = 'Asia/Shanghai' // the city's time, wherever the browser is
const day = (at: Date) => at.toLocaleDateString('en-CA', { timeZone: ZONE })

/** A time of today as 14:05, or to the second, another with its day: 11/28 14:05. */
export function clock(iso: string | number, now = Date.now(), second = false): string {
  const at = new Date(iso)
  const today = day(at) === day(new Date(now))
  return new Intl.DateTimeFormat(locale.value, {
    timeZone: ZONE,
    month: today ? undefined : '2-digit',
    day: today ? undefined : '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: second ? '2-digit' : undefined,
    hourCycle: 'h23',
  }).format(at)
}

function shown(name: string, value: string): string {
  if (name === 'at') return clock(value)
  if (name === 'day')
    return new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeZone: 'UTC' }).format(
      new Date(value),
    )
  if (name === 'language') return new Intl.DisplayNames(locale.value, { type: 'language' }).of(value) ?? value
  return value || t('ops.where') // only an address may be missing
}

function filled(key: string, s: Saying): string {
  const values = Object.fromEntries(Object.entries(s.values ?? {}).map(([k, v]) => [k, shown(k, v)]))
  return t(key, values, s.values?.n === undefined ? undefined : Number(s.values.n))
}

/** A saying of the service in the language that is shown. */
export const say = (s: Saying) =>
  te(`ops.says.${s.code}`) ? filled(`ops.says.${s.code}`, s) : t('ops.strange', { code: s.code })

/** What to do about it; empty if nothing can be done on the server. */
export const advice = (s: Saying) => (te(`ops.do.${s.code}`) ? filled(`ops.do.${s.code}`, s) : '')
