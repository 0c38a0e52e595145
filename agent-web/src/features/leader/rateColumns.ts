import type { UnitRates } from '@/api/client'

/** A column of the units' table: what it counts, by which it is sorted. */
export interface Column {
  id: string
  value: (r: UnitRates) => number | undefined
  percent?: boolean
}

/** In percent with one decimal, as the server counts; nothing of nothing. */
const share = (n: number, all: number) => (all ? Math.round((1000 * n) / all) / 10 : undefined)

export const COLUMNS: Column[] = [
  { id: 'response', value: (r) => r.response, percent: true },
  { id: 'resolution', value: (r) => r.resolution, percent: true },
  { id: 'satisfaction', value: (r) => r.satisfaction, percent: true },
  { id: 'revisited', value: (r) => r.revisited },
  { id: 'rated', value: (r) => r.rated },
  { id: 'unreached', value: (r) => r.unreached },
  { id: 'excluded', value: (r) => r.excluded },
  {
    id: 'contact',
    value: (r) => share(r.contact_in_time, r.contact_in_time + r.contact_missed),
    percent: true,
  },
  { id: 'returns', value: (r) => r.returns },
  { id: 'returned', value: (r) => r.returned },
  { id: 'improper', value: (r) => r.improper },
  { id: 'redone', value: (r) => r.redone },
  { id: 'supervised', value: (r) => r.supervised },
  { id: 'overdue', value: (r) => r.overdue },
]

/** How the table is sorted: by a column, or as the server sends it. */
export interface Order {
  by: string
  up: boolean
}

/** A click on a column: the most first, then the least, then as it was. */
export function next(now: Order | null, by: string): Order | null {
  if (now?.by !== by) return { by, up: false }
  return now.up ? null : { by, up: true }
}

/** The rows in an order; those without a number come last, equal ones stay as they were. */
export function sorted(rows: UnitRates[], order: Order | null): UnitRates[] {
  const value = COLUMNS.find((c) => c.id === order?.by)?.value
  if (!order || !value) return rows
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a) ?? null, value(b) ?? null]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return order.up ? x - y : y - x
  })
}
