import type { Part } from '@/lib/stale'
import type { LineSettings } from './client'

/** The settings that are one value each, and those with an entry for each language, queue or schedule. */
export const VALUES = [
  'flow',
  'mode',
  'languages',
  'offer_s',
  'announce_s',
  'caller_id',
  'letterhead',
] as const
export const MAPS = ['name', 'city', 'slogan', 'queues', 'schedules'] as const
export type Value = (typeof VALUES)[number]
export type Entries = (typeof MAPS)[number]
/** What a unit alone sets: for its people and its papers. */
export const OF_UNITS: readonly string[] = ['caller_id', 'letterhead']

/** Whether a value sets anything. */
const says = (v: unknown) => v !== undefined && v !== '' && v !== 0 && !(Array.isArray(v) && v.length === 0)

/** Settings with one value set; nothing lets it be inherited. */
export function withValue(s: LineSettings, field: Value, value: unknown): LineSettings {
  const { [field]: _, ...rest } = s
  return says(value) ? { ...rest, [field]: value } : rest
}

/** Settings with one entry set; an empty one goes, and with the last entry the whole. */
export function withEntry(s: LineSettings, field: Entries, key: string, value: string): LineSettings {
  const { [field]: before, ...rest } = s
  const { [key]: _, ...others } = before ?? {}
  const entries = says(value.trim()) ? { ...others, [key]: value } : others
  return Object.keys(entries).length ? { ...rest, [field]: entries } : rest
}

/** Settings without one of them: it is inherited again. */
export function inherited(s: LineSettings, field: Value | Entries): LineSettings {
  const { [field]: _, ...rest } = s
  return rest
}

/** Settings in parts, to be compared: label says what each is called, read what its value reads. */
export function partsOf(s: LineSettings, label: (field: string, key?: string) => string): Part[] {
  const values = VALUES.filter((f) => says(s[f])).map((f) => ({
    key: f,
    label: label(f),
    said: Array.isArray(s[f]) ? s[f].join(' ') : String(s[f]),
    raw: s[f],
  }))
  const entries = MAPS.flatMap((f) =>
    Object.entries(s[f] ?? {}).map(([key, v]) => ({
      key: `${f}.${key}`,
      label: label(f, key),
      said: v,
      raw: v,
    })),
  )
  return [...values, ...entries]
}

/** What parts say together. */
export function settingsOf(parts: Part[]): LineSettings {
  return parts.reduce<LineSettings>((s, p) => {
    const [field = '', ...key] = p.key.split('.')
    return key.length
      ? withEntry(s, field as Entries, key.join('.'), String(p.raw))
      : withValue(s, field as Value, p.raw)
  }, {})
}

/** A form in parts, with the unit that a number belongs to; in a unit's own form there is no such part. */
export const formParts = (
  d: { unit: string; settings: LineSettings },
  label: (field: string, key?: string) => string,
  unitName?: (code: string) => string,
): Part[] => [
  ...(unitName ? [{ key: 'unit', label: label('unit'), said: unitName(d.unit), raw: d.unit }] : []),
  ...partsOf(d.settings, label),
]

/** What the parts of a form say together; unit: where they have none. */
export const formOf = (parts: Part[], unit: string) => ({
  unit: String(parts.find((p) => p.key === 'unit')?.raw ?? unit),
  settings: settingsOf(parts.filter((p) => p.key !== 'unit')),
})
