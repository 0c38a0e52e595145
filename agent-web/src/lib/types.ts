import { reactive, watch } from 'vue'
import { request } from '@/api/client'
import type { components } from '@/api/types.gen'
import { addTexts, LOCALES, locale } from '@/i18n'
import { TYPES } from './vocabulary'

export type TypeName = components['schemas']['TypeName']

/** The types of matters as the city has them (S111); the program's own until they are known. */
const types = reactive({ list: TYPES.map((code) => ({ code, name: '' })) as TypeName[] })

/** The codes that a new matter may have; one that a matter has already stays. */
export const openTypes = (have = ''): string[] =>
  types.list.filter((x) => !x.ended || x.code === have).map((x) => x.code)
/** Whether a type protects its caller: reports do (M71), and those that the city says it of. */
export const protects = (code: string): boolean =>
  code === 'report' || types.list.some((x) => x.code === code && x.protects)
/** All codes, also of types that have ended: for what is looked for. */
export const allTypes = (): string[] => types.list.map((x) => x.code)

/** Puts the city's names where all pages look for them; a language that is loaded later gets them too. */
function name(): void {
  for (const x of types.list)
    for (const l of Object.keys(LOCALES)) {
      const own = l === 'en' ? x.name_en : l === 'zh-HK' ? x.name_hk : ''
      if (own || x.name) addTexts(l, { type: { [x.code]: own || x.name } })
    }
}
watch(locale, name)

let asked: Promise<void> | null = null

async function ask(): Promise<void> {
  const list = await request<TypeName[]>('GET', '/api/types').catch(() => null)
  if (!list) asked = null // the next page asks again
  if (list?.length) types.list = list
  name()
}

/** Asks for the types, once for all pages unless they changed; without an answer the program's own stay. */
export function loadTypes(changed = false): Promise<void> {
  if (changed || !asked) asked = ask()
  return asked
}
