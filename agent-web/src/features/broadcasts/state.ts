import { dayOf, fromCity, shift } from '@/lib/day'
import type { Broadcast, PromptEntry, PromptList } from './client'

/** Whether callers hear it at a time (ms). */
export const heard = (b: Broadcast, now: number): boolean => b.on && (!b.until || now < Date.parse(b.until))

/** The prompt of a broadcast that brings its own words. */
export const ownPrompt = (id: string): string => `broadcast_${id.replaceAll('-', '_')}`

/** The ends that are offered, besides none and any other. */
export const ENDS = ['open', 'two_hours', 'midnight', 'morning'] as const
export type End = (typeof ENDS)[number] | 'at'

/** When a broadcast ends by itself, ISO 8601; undefined: when it is switched off. at is a time of the city, 2026-11-29 18:00. */
export function endOf(end: End, at: string, now: number): string | undefined {
  const today = dayOf(now)
  switch (end) {
    case 'open':
      return undefined
    case 'two_hours':
      return new Date(now + 2 * 3_600_000).toISOString()
    case 'midnight':
      return fromCity(`${shift(today, 1)}T00:00`)
    case 'morning':
      return fromCity(`${shift(today, 1)}T08:00`)
    case 'at':
      return at ? fromCity(at.replace(' ', 'T')) : undefined
  }
}

/** What is said of a broadcast in a language. */
export interface Words {
  key: string
  language: string
  /** undefined: there are none. */
  entry?: PromptEntry
}

export const wordsOf = (said: readonly string[], list: PromptList | null): Words[] =>
  (list?.languages ?? []).flatMap(({ id: language }) =>
    said.map((key) => ({
      key,
      language,
      entry: list?.prompts.find((p) => p.key === key)?.entries.find((e) => e.language === language),
    })),
  )

export const textOf = (e?: PromptEntry): string => e?.forms?.other ?? ''
const hasWords = (w: Words) => !!textOf(w.entry) || !!w.entry?.recording

/** The languages in which something is not said yet. */
export const lacking = (words: Words[]): string[] => [
  ...new Set(words.filter((w) => !hasWords(w)).map((w) => w.language)),
]
