/** Minutes of a day. */
export const DAY = 24 * 60

/** A time as people type it ("8", "830", "8:30", "8：30", "24:00") as the service has it: "08:30"; empty if it is none. */
export function parseClock(typed: string): string {
  const text = typed
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[.点點时時h]/i, ':')
    .replace(/:$/, '')
  const m = /^(\d{1,2}):?(\d{2})$/.exec(text) ?? /^(\d{1,2})$/.exec(text)
  if (!m) return ''
  const [hour, minute] = [Number(m[1]), Number(m[2] ?? 0)]
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return ''
  return clockAt(hour * 60 + minute)
}

/** The minutes from midnight to a time such as "08:30". */
export const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** The time so many minutes after midnight. */
export const clockAt = (n: number): string =>
  `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`
