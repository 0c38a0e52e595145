import { reference } from '@/api/reference'
import { locale, t, te } from '@/i18n'
import { kept } from './kept'

/** What is called something, by its id. */
export interface Named {
  id: string
  name: string
}

/** The languages that callers hear, each with the name that its speakers call it by; an empty name is not known. */
const languages = kept<readonly Named[]>(
  ['zh', 'yue', 'en'].map((id) => ({ id, name: '' })),
  () => reference.languages(),
)

/** What people call a spoken language: in the language of the pages, or else as its speakers do. */
export const speechName = (l: string): string =>
  te(`speech.${l}`)
    ? t(`speech.${l}`)
    : languages.now().find((x) => x.id === l)?.name ||
      (new Intl.DisplayNames(locale.value, { type: 'language' }).of(l) ?? l)

/** The languages that callers hear, as people call them. */
export const spokenLanguages = (): Named[] => languages.now().map(({ id }) => ({ id, name: speechName(id) }))

/** The languages of a thing's names: those that callers hear, and others that it has. */
export const languagesOf = (names: Record<string, string>): string[] => {
  const always = languages.now().map((l) => l.id)
  return [
    ...always,
    ...Object.keys(names)
      .filter((l) => !always.includes(l))
      .sort(),
  ]
}

const OF: Record<string, string> = { 'zh-CN': 'zh', 'zh-HK': 'yue', en: 'en' }

/** A thing's name in the language of the pages, or else in one that it has; its id without any. */
export const nameIn = (names: Record<string, string> | undefined, id: string): string =>
  names?.[OF[locale.value] ?? ''] || names?.zh || Object.values(names ?? {}).find(Boolean) || id

const queues = kept<{ id: string; names: Record<string, string> }[]>([], () => reference.queues())

/** Reads the queues again: somebody may have made one a moment ago. */
export const renewQueues = queues.renew

/** The queues of waiting callers, those that are served first before others. */
export const queueNames = (): Named[] => queues.now().map((q) => ({ id: q.id, name: nameIn(q.names, q.id) }))

/** What people call a queue; one that is not known any more, by its id. */
export const queueName = (id: string): string => queueNames().find((q) => q.id === id)?.name ?? id

/** Names without those that are empty. */
export const trimmed = (names: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(names)
      .map(([l, name]) => [l, name.trim()] as const)
      .filter(([, name]) => name),
  )
