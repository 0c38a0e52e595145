import { ref } from 'vue'

/** The texts of a locale file, or a part of them. */
export type Texts = { [key: string]: string | Texts }

/** What fills a text's {names}. */
export type Arguments = Record<string, string | number | null | undefined>

/**
 * The texts of the pages in their languages. It does what pages need: arguments in braces, and a bar that parts one from
 * several ("{n} gap | {n} gaps"). The library that it stands in for was a sixth of all that a citizen's telephone may
 * fetch for a page.
 */
export function createTexts(first: string) {
  const locale = ref(first)
  /** Counts what was added, so that what is shown says it. */
  const added = ref(0)
  const all = new Map<string, Map<string, string>>()

  function add(language: string, texts: Texts, prefix = ''): void {
    const known = all.get(language) ?? new Map<string, string>()
    all.set(language, known)
    for (const [key, text] of Object.entries(texts))
      if (typeof text === 'string') known.set(prefix + key, text)
      else add(language, text, `${prefix}${key}.`)
    added.value++
  }

  const find = (key: string) => (added.value ? all.get(locale.value)?.get(key) : undefined)

  /** Whether the language that is shown has the text. */
  const te = (key: string): boolean => find(key) !== undefined

  /** Says a text in the language that is shown, of so many things if it matters; its key if there is none. */
  function t(key: string, values: Arguments = {}, count?: number): string {
    const cases = (find(key) ?? key).split(' | ')
    const text = (count === undefined || count === 1 ? cases[0] : cases.at(-1)) ?? key
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  }

  return { locale, add, t, te }
}
