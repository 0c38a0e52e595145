import { LOCALES, type Locale, locale } from '@/i18n'
import { menus } from './client'

/** Something that a node names, by its id, and what people call it. */
export interface Named {
  id: string
  name: string
}

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

/** Which language of the telephone a page's language reads first. */
const SPOKEN: Record<Locale, string> = { 'zh-CN': 'zh', 'zh-HK': 'yue', en: 'en' }

/** The name of a thing in the reader's language, or in any other, or its id. */
export function nameOf(
  names: Record<string, string> | undefined,
  id: string,
  shown: string = locale.value,
): string {
  const first = SPOKEN[shown as Locale] ?? 'zh'
  return names?.[first] || names?.zh || Object.values(names ?? {})[0] || id
}

const LANGUAGES: Record<string, Record<Locale, string>> = {
  zh: { 'zh-CN': '普通话', 'zh-HK': '普通話', en: 'Mandarin' },
  yue: { 'zh-CN': '粤语', 'zh-HK': '粵語', en: 'Cantonese' },
  en: { 'zh-CN': '英语', 'zh-HK': '英語', en: 'English' },
}

/** The languages that callers hear, as the page's language calls them. */
export function spokenLanguages(shown: string): Named[] {
  const l = (shown in LOCALES ? shown : 'zh-CN') as Locale
  return Object.entries(LANGUAGES).map(([id, names]) => ({ id, name: names[l] }))
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
    list.map((x) => ({ id: x.id, name: nameOf(x.names, x.id) }))
  const prompts = texts.prompts.map((p) => ({
    id: p.key,
    words: Object.fromEntries(p.entries.map((e) => [e.language, wordsOf(e.forms)])),
  }))
  return { queues: named(queues), schedules: named(schedules), broadcasts: named(broadcasts), prompts }
}
