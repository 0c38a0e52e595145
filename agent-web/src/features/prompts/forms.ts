import type { FieldError } from '@/api/client'
import type { Forms, PromptArgument, Values } from './client'

const ARGUMENT = /\{(\w+)\}/g
/** Numbers that show which form is said: the first of each form is its example. */
const NUMBERS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20, 100, 101, 1000]
/** The numbers that each text with a number is tried with. */
const TRIED = ['0', '1', '2', '10', '11', '101']

/** The values that a text says. */
export const argumentsOf = (text: string): string[] => [
  ...new Set([...text.matchAll(ARGUMENT)].map(([, name = '']) => name)),
]

/** Whether a prompt needs a form for each plural category: it says how many. */
export const isCounted = (forms: Forms, values: string[]) =>
  values.includes('n') || Object.values(forms).some((f) => argumentsOf(f).includes('n'))

/** The forms that a text has in a language, in order; "zero" where it was written. */
export function formsWanted(forms: Forms, categories: string[], values: string[]): string[] {
  if (!isCounted(forms, values)) return ['other']
  return 'zero' in forms && !categories.includes('zero') ? ['zero', ...categories] : categories
}

/** The numbers that are said with a form, as far as the browser knows the language. */
export function numbersOf(language: string, form: string, categories: string[]): number[] {
  if (form === 'zero' && !categories.includes('zero')) return [0]
  if (categories.length === 1) return NUMBERS.slice(0, 3)
  if (!Intl.PluralRules.supportedLocalesOf(language).length) return []
  const rules = new Intl.PluralRules(language)
  return NUMBERS.filter((n) => rules.select(n) === form).slice(0, 3)
}

/** A text as it is sent: without the space around it, and without a form for none that is empty. */
export function tidy(forms: Forms, wanted: string[]): Forms {
  const out: Forms = {}
  for (const form of wanted) {
    const text = (forms[form] ?? '').trim()
    if (text || form !== 'zero') out[form] = text
  }
  return out
}

export const sameForms = (a: Forms, b: Forms): boolean => {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((k) => (a[k] ?? '').trim() === (b[k] ?? '').trim())
}

/** What the server would refuse, as it says it; told while one writes. */
export function faultsOf(
  forms: Forms,
  categories: string[],
  values: string[],
  known: PromptArgument[],
): FieldError[] {
  const faults: FieldError[] = []
  for (const form of formsWanted(forms, categories, values)) {
    const text = forms[form]?.trim() ?? ''
    if (!text) {
      if (form !== 'zero' || categories.includes('zero'))
        faults.push({ field: `forms.${form}`, code: 'required' })
      continue
    }
    const says = argumentsOf(text)
    for (const name of says) {
      const a = known.find((k) => k.name === name)
      if (!a || (!a.optional && !values.includes(name)))
        faults.push({ field: `forms.${form}.{${name}}`, code: 'unknown' })
    }
    for (const name of values)
      if (!says.includes(name) && form !== 'zero' && !(form === 'one' && name === 'n'))
        faults.push({ field: `forms.${form}.{${name}}`, code: 'required' })
  }
  return faults
}

/** A text with something put in place of what is selected, and where the cursor is then. */
export function insert(
  text: string,
  what: string,
  from = text.length,
  to = from,
): { text: string; at: number } {
  return { text: text.slice(0, from) + what + text.slice(to), at: from + what.length }
}

/** Values of each kind that a text is tried with, beside one that is usual. */
const OTHERS: Record<string, Record<string, string[]>> = {
  zh: { name: ['水务局', '喆㙍村', '12345'] },
  yue: { name: ['水務局', '喆㙍村', '12345'] },
  en: { name: ['the Water Bureau', '喆㙍村', '12345'] },
}
const KINDS: Record<string, string[]> = {
  count: TRIED,
  ordinal: TRIED.slice(1),
  minutes: ['1', '2', '11'],
  date: ['2026-10-08', '2027-01-01', '2026-12-31'],
  time: ['08:30', '12:00', '23:05'],
  duration: ['45s', '1h30m', '26h'],
  money: ['0.05', '2', '1234.50'],
  digits: ['1001', '261123000001', '110'],
  status: ['received', 'handled', 'answered', 'closed'],
}

/**
 * The values that a text is tried with: each kind in turn, the others as usual. A text without values is said once.
 */
export function trials(values: string[], known: PromptArgument[], language: string): Values[] {
  const first = [...values].sort((a, b) => Number(b === 'n') - Number(a === 'n'))
  const rows = first.flatMap((name) => {
    const kind = known.find((k) => k.name === name)?.kind ?? ''
    const list = OTHERS[language]?.[kind] ?? OTHERS.zh?.[kind] ?? KINDS[kind] ?? []
    return list.map((v) => ({ [name]: v }))
  })
  return rows.slice(0, 20)
}

/** How many characters a row shows whole, and how many around what differs. */
const WHOLE = 34
const AROUND = 9

/**
 * Sentences that differ in a value alone, each cut to that part with some words around it; short ones are whole. Rows
 * of one group are compared with each other.
 */
export function briefly(sentences: string[], groups: string[]): string[] {
  return sentences.map((s, i) => {
    const others = sentences.filter((_, j) => j !== i && groups[j] === groups[i])
    if (s.length <= WHOLE || !others.length) return s
    const from = Math.max(0, common(s, others) - AROUND)
    const to = Math.min(s.length, s.length - common(reversed(s), others.map(reversed)) + AROUND)
    return `${from ? '…' : ''}${s.slice(from, to)}${to < s.length ? '…' : ''}`
  })
}

const reversed = (s: string) => [...s].reverse().join('')

/** How long a beginning a sentence has in common with all others. */
function common(s: string, others: string[]): number {
  let n = 0
  while (n < s.length && others.every((o) => o[n] === s[n])) n++
  return n
}
