import { reactive } from 'vue'
import type { Forms } from './client'

/** A text that was changed and not saved, and the version that it was changed against. */
export interface Draft {
  rev: number
  forms: Forms
}

const KEY = 'prompt-drafts'

function kept(): [string, Draft][] {
  try {
    return Object.entries(JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Record<string, Draft>)
  } catch {
    return []
  }
}

/** All that was changed and not saved, by prompt and language. It outlives the page and F5, in this tab. */
const drafts = reactive(new Map<string, Draft>(kept()))
const id = (key: string, language: string) => `${key} ${language}`
const keep = () => sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(drafts)))

export const draftOf = (key: string, language: string) => drafts.get(id(key, language))
export function putDraft(key: string, language: string, draft: Draft): void {
  drafts.set(id(key, language), draft)
  keep()
}
export function dropDraft(key: string, language: string): void {
  drafts.delete(id(key, language))
  keep()
}
export const drafted = () => drafts.size
/** The prompts that have an unsaved text. */
export const draftedKeys = () => [...new Set([...drafts.keys()].map((k) => k.slice(0, k.indexOf(' '))))]
