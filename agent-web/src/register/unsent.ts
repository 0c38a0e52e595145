import { empty, type Fields } from './draft'

/** A matter that did not come by a call, as typed so far. */
export interface Unsent {
  /** The key of the matter: sent twice, it is still one ticket. */
  origin: string
  channel: string
  /** When it came, as a browser's field says it; empty is now. */
  came: string
  fields: Fields
}

const KEY = 'new-ticket'

/** A random key; crypto.randomUUID is missing where the page is not served by HTTPS. */
function origin(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return `page-${[...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')}`
}

/** A new matter. */
export function unsent(channel: string): Unsent {
  return { origin: origin(), channel, came: '', fields: { ...empty } }
}

/** What this tab has kept, over a reload or a lost answer; null if nothing. */
export function kept(memory: Storage = sessionStorage): Unsent | null {
  try {
    const k = JSON.parse(memory.getItem(KEY) ?? 'null') as Unsent | null
    return k?.origin ? { ...k, fields: { ...empty, ...k.fields } } : null
  } catch {
    return null // a half-written entry must not stop the page
  }
}

export function keep(u: Unsent, memory: Storage = sessionStorage): void {
  memory.setItem(KEY, JSON.stringify(u))
}

export function forget(memory: Storage = sessionStorage): void {
  memory.removeItem(KEY)
}
