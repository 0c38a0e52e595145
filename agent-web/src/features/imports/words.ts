import type { ImportReport, Kind, Mapping, WordsView } from './client'

const LANGUAGES = ['zh-CN', 'zh-HK', 'en']

/** The text of the reader's language among those of the server. */
export const inLanguage = (texts: string[] | null | undefined, l: string) =>
  texts?.[LANGUAGES.indexOf(l)] ?? texts?.[0] ?? ''

/** What a column may be read as. */
export const fieldsOf = (v: WordsView | null, k: Kind) => v?.fields[k] ?? []

/** The values of a list. */
export const valuesOf = (v: WordsView | null, list: string) =>
  v?.lists.find((l) => l.name === list)?.values ?? []

/** The list of a field; '' if it takes any text. */
export const listOf = (v: WordsView | null, k: Kind, field: string) =>
  fieldsOf(v, k).find((f) => f.field === field)?.list ?? ''

/** A stored value as a person reads it. */
export function spoken(v: WordsView | null, k: Kind, field: string, stored: string, l: string): string {
  const list = valuesOf(v, listOf(v, k, field))
  if (!list.length) return stored
  return stored
    .split(' ')
    .map((one) => inLanguage(list.find((x) => x.value === one)?.text, l) || one)
    .join(l === 'en' ? ', ' : '、')
}

/** What a report says that columns and words mean now, to be changed on the page. */
export function mappingOf(r: ImportReport): Mapping {
  const words: Mapping['words'] = structuredClone(r.mapping.words)
  for (const w of r.words) words[w.field] = { ...words[w.field], [w.word]: w.value }
  return { columns: Object.fromEntries(r.columns.map((c) => [c.key, c.field])), words }
}

/** A mapping without what was left open. */
export function decided(m: Mapping): Mapping {
  const some = (o: Record<string, string>) => Object.fromEntries(Object.entries(o).filter(([, v]) => v))
  const words = Object.entries(m.words).map(([field, list]) => [field, some(list)] as const)
  return {
    columns: some(m.columns),
    words: Object.fromEntries(words.filter(([, l]) => Object.keys(l).length)),
  }
}

/** Codes of faults that are questions. */
export const QUESTIONS = [
  'hidden_row',
  'hidden_column',
  'hidden_sheet',
  'ambiguous_unit',
  'ambiguous_category',
]
