/** What a list of tickets asks for, as it stands in the page's address. */
export type Query = Record<string, string>

/** The fields of a filter that the server knows; everything else in an address is left alone. */
export const FIELDS = [
  'text',
  'number',
  'state',
  'type',
  'category',
  'urgency',
  'mark',
  'unit',
  'assignment',
  'from',
  'to',
  'by_due',
] as const

/** What earlier versions called a field: addresses that people kept still work. */
const FORMER: Partial<Record<(typeof FIELDS)[number], string>> = { assignment: 'part' }

/** Keeps the fields that say something, under their present names. */
export function clean(query: Record<string, unknown>): Query {
  const out: Query = {}
  for (const f of FIELDS) {
    const v = query[f] ?? query[FORMER[f] ?? '']
    if (typeof v === 'string' && v.trim() !== '') out[f] = v.trim()
  }
  return out
}

/** A day is written 2026-11-23; the server wants a moment, in the city's time. */
export function asked(query: Query, before = ''): Record<string, string> {
  const out: Record<string, string> = { ...clean(query), limit: '50' }
  if (out.from) out.from = `${out.from}T00:00:00+08:00`
  if (out.to) out.to = `${out.to}T23:59:59+08:00`
  if (out.number) out.number = out.number.replace(/[\s-]/g, '')
  if (before) out.before = before
  return out
}

/** Two addresses that ask for the same. */
export const same = (a: Query, b: Query) => address(a) === address(b)

export const address = (query: Query) => new URLSearchParams(Object.entries(clean(query)).sort()).toString()
