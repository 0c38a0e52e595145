import { locale, t, te } from '@/i18n'

/** The languages that names are asked for in; a name in another is kept and shown. */
const ALWAYS = ['zh', 'yue', 'en']

/** The languages of a thing's names, the usual ones first. */
export const languagesOf = (names: Record<string, string>): string[] => [
  ...ALWAYS,
  ...Object.keys(names)
    .filter((l) => !ALWAYS.includes(l))
    .sort(),
]

/** What people call a spoken language. */
export const speechName = (l: string): string =>
  te(`speech.${l}`)
    ? t(`speech.${l}`)
    : (new Intl.DisplayNames(locale.value, { type: 'language' }).of(l) ?? l)

const OF: Record<string, string> = { 'zh-CN': 'zh', 'zh-HK': 'yue', en: 'en' }

/** A thing's name in the language of the pages, or else in one that it has; its id without any. */
export const nameIn = (names: Record<string, string>, id: string): string =>
  names[OF[locale.value] ?? ''] ?? names.zh ?? Object.values(names)[0] ?? id

/** Names without those that are empty. */
export const trimmed = (names: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(names)
      .map(([l, name]) => [l, name.trim()] as const)
      .filter(([, name]) => name),
  )
