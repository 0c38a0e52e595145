import { t, te } from '@/i18n'
import { matches } from '@/lib/matches'
import type { PromptLine, PromptList, PromptUse } from './client'

/** What a language has of a prompt; "none" where the prompt is said in one other language alone. */
export type CellState = 'recorded' | 'spoken' | 'no_text' | 'no_voice' | 'none'
export type Filter = 'all' | 'missing' | 'unheard'

export const entryOf = (line: PromptLine, language: string) =>
  line.entries.find((e) => e.language === language)

export function stateOf(line: PromptLine, language: string): CellState {
  if (line.missing_text.includes(language)) return 'no_text'
  const entry = entryOf(line, language)
  if (!entry) return 'none'
  if (entry.recording) return 'recorded'
  return line.missing_sound.includes(language) ? 'no_voice' : 'spoken'
}

/** The colour of a state, as StateTag has it. */
export const COLOUR = {
  recorded: 'live',
  spoken: 'primary',
  no_text: 'danger',
  no_voice: 'hold',
  none: undefined,
} as const satisfies Record<CellState, string | undefined>

export const lacks = (line: PromptLine, language?: string) =>
  language === undefined
    ? line.missing_text.length + line.missing_sound.length > 0
    : line.missing_text.includes(language) || line.missing_sound.includes(language)

/** Whether a change of it waits for somebody to listen. */
export const unheard = (line: PromptLine) => line.entries.some((e) => e.unheard)

const FILTERS: Record<Filter, (l: PromptLine) => boolean> = {
  all: () => true,
  missing: (l) => lacks(l),
  unheard,
}

export const counted = (lines: PromptLine[], filter: Filter) => lines.filter(FILTERS[filter]).length

/** What a prompt is called: by us if it was shipped, by its key if a city made it. */
export const nameOf = (key: string) => (te(`prompts.name.${key}`) ? t(`prompts.name.${key}`) : key)

/** Where a prompt is heard, in words. */
export function placeOf(u: PromptUse): string {
  if (u.kind === 'calls') return t('prompts.use.calls')
  const node = u.node ?? ''
  return u.title || (te(`nodes.${node}`) ? t(`nodes.${node}`) : node)
}

/** The same in the width of a cell: the place, or how many there are. */
export function usesShort(uses: PromptUse[]): string {
  const places = [...new Set(uses.map(placeOf))]
  if (places.length > 1) return t('prompts.use.many', { n: places.length })
  const drafted = uses.length > 0 && uses.every((u) => u.kind === 'draft')
  return drafted ? t('prompts.use.draft', { place: places[0] }) : (places[0] ?? t('prompts.use.nowhere'))
}

/** The lines that a filter and a word leave: the word stands in a text, the key, the name or a place. */
export function shown(lines: PromptLine[], filter: Filter, word: string): PromptLine[] {
  const fits = (l: PromptLine) =>
    matches(
      word,
      l.key,
      nameOf(l.key),
      ...l.uses.map(placeOf),
      ...l.entries.flatMap((e) => Object.values(e.forms ?? {})),
    )
  return lines.filter((l) => FILTERS[filter](l) && (!word.trim() || fits(l)))
}

/** Each voice that is missing where a text is there. */
export const voiceless = (list: PromptList): { key: string; language: string }[] =>
  list.prompts.flatMap((l) => l.missing_sound.map((language) => ({ key: l.key, language })))
