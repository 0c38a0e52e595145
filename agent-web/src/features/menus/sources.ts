import { type Named, nameIn } from '@/lib/speech'
import { menus } from './client'

/** A sentence that can be played: its words in each language, as far as they are known. */
export interface PromptWords {
  id: string
  words: Record<string, string>
}

/** What the fields of nodes can be set to. */
export interface Sources {
  queues: Named[]
  schedules: Named[]
  broadcasts: Named[]
  prompts: PromptWords[]
}

/** A text as it is shown: its usual form, with what fills its braces. */
export function wordsOf(
  forms: Record<string, string> | undefined,
  args: Record<string, string> = {},
): string {
  const form = forms?.other ?? Object.values(forms ?? {})[0] ?? ''
  return form.replace(/\{(?:\{\s*\.)?(\w+)(?:\s*\})?\}/g, (whole, name: string) => args[name] ?? whole)
}

/** Fetches what nodes can name. */
export async function loadSources(): Promise<Sources> {
  const [queues, schedules, broadcasts, texts] = await Promise.all([
    menus.queues(),
    menus.schedules(),
    menus.broadcasts(),
    menus.prompts(),
  ])
  const named = (list: { id: string; names: Record<string, string> }[]) =>
    list.map((x) => ({ id: x.id, name: nameIn(x.names, x.id) }))
  const prompts = texts.prompts.map((p) => ({
    id: p.key,
    words: Object.fromEntries(p.entries.map((e) => [e.language, wordsOf(e.forms)])),
  }))
  return { queues: named(queues), schedules: named(schedules), broadcasts: named(broadcasts), prompts }
}
