/** A published figure; one that is too small is not given (null). */
export const figure = (n: number | null | undefined, below: number, locale: string): string =>
  n === null || n === undefined ? `<${below}` : new Intl.NumberFormat(locale).format(n)

/** A rate in percent; of too few there is none. */
export const percent = (p: number | null | undefined): string =>
  p === null || p === undefined ? '–' : `${p.toFixed(1)}%`

/** The name of a period: a month ("2026-11") or a year ("2026"). */
export function periodName(period: string, locale: string, short = false): string {
  const year = period.length === 4
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    year: 'numeric',
    ...(year ? {} : { month: short ? 'numeric' : 'long' }),
  }).format(new Date(`${period}${year ? '-01' : ''}-01T00:00:00Z`))
}

/** Whether the period is a month. */
export const isMonth = (period: string): boolean => period.length === 7

/** How long a bar is, in percent of the longest; what is hidden is a sliver. */
export const bar = (n: number | null | undefined, most: number): number =>
  Math.max(most ? (100 * (n ?? 1)) / most : 0, n === 0 ? 0 : 1)
