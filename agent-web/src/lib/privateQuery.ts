import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { readTyped, storeTyped } from './draftStorage'

/**
 * What of an address may name a citizen. The browser keeps addresses for whoever sits down next: in its bar, in its
 * history, in what it proposes. So a word stands under a sign there (`asked`), and itself in the memory of the tab,
 * like what is typed and not sent (draftStorage): for the person who asked, until they sign out.
 */
const PRIVATE: Record<string, readonly string[]> = { '/tickets': ['text', 'number'], '/agent': ['dial'] }
const SIGN = 'asked'
const place = (sign: string) => `asked:${sign}`

/** Of this page, each with who asked: nobody yet ('') is whoever signs in to see it. */
const words = new Map<string, { user: string; said: LocationQuery }>()

/** Returns the query of an address without what may name a citizen; undefined if nothing does. */
export function withoutPrivate(
  path: string,
  query: LocationQuery,
  user: string,
): LocationQueryRaw | undefined {
  const found = Object.entries(query).filter(([k, v]) => PRIVATE[path]?.includes(k) && v)
  if (!found.length) return undefined
  const sign = Array.from(crypto.getRandomValues(new Uint8Array(8)), (b) => b.toString(36)).join('')
  const said = Object.fromEntries(found)
  words.set(sign, { user, said })
  if (user) storeTyped(user, place(sign), said)
  const rest = Object.entries(query).filter(([k]) => !(k in said) && k !== SIGN)
  return { ...Object.fromEntries(rest), [SIGN]: sign }
}

/** Returns the query of an address with what stands under its sign; nothing does for another person. */
export function withPrivate(query: LocationQuery, user: string): LocationQuery {
  const sign = query[SIGN]
  if (typeof sign !== 'string') return query
  const { [SIGN]: _, ...rest } = query
  const here = words.get(sign)
  if (here) here.user ||= user
  const said = here?.user === user ? here.said : readTyped<LocationQuery>(user, place(sign))
  return { ...rest, ...said }
}

/** As when the page is loaded anew. */
export const forgetPrivate = () => words.clear()
