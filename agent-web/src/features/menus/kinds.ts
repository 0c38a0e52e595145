/** What each kind of node has, in the order of its form. A new kind is one line here and its name in the texts. */

/** How a field is edited. A 'node' or 'keys' field is a way to other nodes. */
export type FieldType =
  | 'flag'
  | 'language'
  | 'prompts'
  | 'node'
  | 'keys'
  | 'choices'
  | 'numbers'
  | 'queue'
  | 'schedule'
  | 'broadcast'
  | 'question'
  | 'unit'
  | 'name'
  | 'telephone'
  | 'seconds'
  | 'count'

export interface Field {
  name: string
  type: FieldType
  /** The node is of no use without it. */
  needed?: boolean
}

const f = (name: string, type: FieldType, needed = false): Field => ({ name, type, needed })
const language = f('language', 'language')
const prompts = f('prompts', 'prompts')
const timeout = f('input_timeout', 'seconds', true)
const keys = f('keys', 'keys')
const next = f('next', 'node', true)
const fallback = f('fallback', 'node', true)

export const KINDS = {
  say: [language, prompts, next],
  menu: [language, prompts, f('full_prompts', 'prompts'), f('keys', 'keys', true), timeout, fallback, f('direct', 'node')],
  language: [prompts, f('choices', 'choices', true), next, keys, timeout, fallback, f('direct', 'node')],
  digits: [language, prompts, f('most', 'count'), timeout, f('numbers', 'numbers'), f('next', 'node'), keys, fallback],
  hours: [f('schedule', 'schedule', true), f('open', 'node', true), prompts, f('closed', 'node', true)],
  queue: [language, prompts, f('queue', 'queue', true), keys],
  unit: [language, f('unit', 'unit'), f('number', 'telephone'), f('name', 'name'), prompts, f('no_answer', 'prompts'), fallback],
  progress: [language, prompts, f('pin_prompts', 'prompts', true), f('not_found', 'prompts', true), f('status', 'prompts', true), f('due', 'prompts'), timeout, keys, next, fallback],
  message: [language, prompts, f('max', 'seconds', true), f('silence', 'seconds', true), f('saved', 'prompts', true), next, f('fallback', 'node')],
  callback: [prompts, f('enter_prompts', 'prompts', true), f('done', 'prompts', true), timeout, next, fallback],
  fax: [language, prompts, f('failed', 'prompts'), keys, next, fallback],
  survey: [f('question', 'question', true), prompts, keys, f('answers', 'count', true), f('once', 'flag'), timeout, f('thanks', 'prompts'), next, f('fallback', 'node')],
  broadcast: [f('broadcast', 'broadcast', true), prompts, keys, f('input_timeout', 'seconds'), next],
  restricted: [prompts, f('message', 'node', true), next],
  silent: [prompts, f('closing', 'prompts', true), f('wait', 'seconds', true), next],
  goodbye: [language, prompts],
} as const satisfies Record<string, readonly Field[]> // biome-ignore format: a table

export type Kind = keyof typeof KINDS

/** The fields of a kind; one that this page does not know has none, and is shown all the same. */
export const fieldsOf = (kind: string): readonly Field[] => (kind in KINDS ? KINDS[kind as Kind] : [])

/** Pictures of the kinds: paths of strokes in a square of 24. */
export const ICONS: Record<Kind, string> = {
  say: 'M4 9v6h4l5 4V5L8 9zm12-1a5 5 0 0 1 0 8m3-11a9 9 0 0 1 0 14',
  menu: 'M4 4h6v6H4zm10 0h6v6h-6zM4 14h6v6H4zm10 0h6v6h-6z',
  language: 'M4 5h9M8 3v2m3 0c0 5-3 8-7 10m2-7c1 3 4 5 6 6m1 7 4-10 4 10m-7-3h6',
  digits: 'M5 5h.01M12 5h.01M19 5h.01M5 12h.01M12 12h.01M19 12h.01M12 19h.01',
  hours: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-14v5l3 3',
  queue: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 4-6 8-6s8 2 8 6',
  unit: 'M5 21V3h9v18M14 9h5v12M3 21h18M8 7h3m-3 4h3m-3 4h3',
  progress: 'M11 19a8 8 0 1 0 0-16 8 8 0 0 0 0 16zm6-2 4 4',
  message: 'M3 5h18v14H3zm0 1 9 7 9-7',
  callback: 'M14 3h7v7m0-7-8 8M6 3l3 5-2 2c1 3 4 6 7 7l2-2 5 3c0 2-2 3-4 3C10 21 3 14 3 7c0-2 1-4 3-4z',
  fax: 'M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z',
  survey: 'm12 3 3 6 6 1-4 5 1 6-6-3-6 3 1-6-4-5 6-1z',
  broadcast: 'M12 3 2 21h20zm0 7v5m0 3v.01',
  restricted: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM6 6l12 12',
  silent: 'M4 9v6h4l5 4V5L8 9zm12 1 5 5m0-5-5 5',
  goodbye: 'M3 14c5-5 13-5 18 0l-3 3-4-2v-3m-4 0v3l-4 2-3-3',
} // biome-ignore format: a table
