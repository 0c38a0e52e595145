import { readTyped, removeTyped, storeTyped } from '@/lib/draftStorage'
import { empty, type Fields } from './draft'
import { type FirstFields, noFirst } from './first'

/** A matter that did not come by a call, as typed so far. */
export interface Unsent {
  /** The key of the matter: sent twice, it is still one ticket. */
  origin: string
  channel: string
  /** When it came, as a browser's field says it; empty is now. */
  came: string
  fields: Fields
  /** What is done with it first: the answer's text is as long as the matter's. */
  first: FirstFields
}

const KEY = 'new-ticket'

/** A random key; crypto.randomUUID is missing where the page is not served by HTTPS. */
export function newOrigin(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return `page-${[...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')}`
}

/** A new matter. */
export function unsent(channel: string): Unsent {
  return { origin: newOrigin(), channel, came: '', fields: { ...empty }, first: noFirst('telephone') }
}

/** What this tab has kept for the user, over a reload or a lost answer; null if nothing. */
export function readUnsent(user: string): Unsent | null {
  const k = readTyped<Unsent>(user, KEY)
  if (!k?.origin) return null
  return { ...k, fields: { ...empty, ...k.fields }, first: { ...noFirst('telephone'), ...k.first } }
}

export const storeUnsent = (user: string, u: Unsent) => storeTyped(user, KEY, u)
export const removeUnsent = (user: string) => removeTyped(user, KEY)
