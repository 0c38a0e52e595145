import { type Current, Problem } from '@/api/client'
import { type Choice, compare, merge, type Part, type Row } from '@/lib/stale'
import type { Kind, Mapping, OwnWord, WordsView } from './client'
import { fieldsOf, inLanguage, listOf, spoken, valuesOf } from './words'

/** What another administrator made of the same meanwhile, beside what was chosen here. */
export interface Stale {
  rows: Row[]
  now: Current
  theirs: Part[]
  mine: Part[]
}

/** What another made of it, if that is why a change was refused. */
export const currentOf = (e: unknown) =>
  e instanceof Problem && e.code === 'changed_meanwhile' ? e.current : undefined

export function staleOf(was: Part[], theirs: Part[], mine: Part[], now: Current): Stale {
  return { rows: compare(was, theirs, mine), now, theirs, mine }
}
export const chosen = (s: Stale, choices: Record<string, Choice>) => merge(s.rows, choices, s.theirs, s.mine)

/** What a mapping says, column by column and word by word. */
export function mappingParts(m: Mapping, v: WordsView | null, k: Kind, l: string, leftOut: string): Part[] {
  const fieldName = (field: string) =>
    field === '-' ? leftOut : inLanguage(fieldsOf(v, k).find((f) => f.field === field)?.text, l) || field
  const part = (of: string, key: string, said: string, raw: string): Part => ({
    key: JSON.stringify([of, key]),
    label: of ? `${fieldName(of)} · ${key}` : key,
    said,
    raw,
  })
  const columns = Object.entries(m.columns).map(([head, field]) => part('', head, fieldName(field), field))
  const words = Object.entries(m.words).flatMap(([field, list]) =>
    Object.entries(list).map(([word, value]) =>
      part(field, word, listOf(v, k, field) ? spoken(v, k, field, value, l) : value, value),
    ),
  )
  return [...columns, ...words]
}

/** A mapping of its parts. */
export function mappingFrom(parts: Part[]): Mapping {
  const m: Mapping = { columns: {}, words: {} }
  for (const p of parts) {
    const [of, key] = JSON.parse(p.key) as [string, string]
    if (of) m.words[of] = { ...m.words[of], [key]: String(p.raw) }
    else m.columns[key] = String(p.raw)
  }
  return m
}

/** What a word means; nothing if it is none. */
export function wordParts(w: Omit<OwnWord, 'rev'> | undefined, v: WordsView, l: string): Part[] {
  if (!w?.value) return []
  const said = inLanguage(valuesOf(v, w.list).find((x) => x.value === w.value)?.text, l) || w.value
  return [{ key: 'value', label: w.word, said, raw: w.value }]
}
