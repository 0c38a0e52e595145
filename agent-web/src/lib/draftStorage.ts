const PREFIX = 'typed:'
const keyOf = (user: string, what: string) => `${PREFIX}${user}:${what}`

/** What a person has typed and not yet sent, as this tab keeps it over a reload or a lost session; null if nothing. */
export function readTyped<T>(user: string, what: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(user, what)) ?? 'null') as T | null
  } catch {
    return null // a half-written entry must not stop the page
  }
}

export function storeTyped(user: string, what: string, value: unknown): void {
  try {
    sessionStorage.setItem(keyOf(user, what), JSON.stringify(value))
  } catch {
    // a full memory must not stop the typing
  }
}

export function removeTyped(user: string, what: string): void {
  sessionStorage.removeItem(keyOf(user, what))
}

/**
 * What others typed in this tab is not for the one who signs in: it may name a whistle-blower. Nobody ('') is left with
 * nothing: the person has signed out.
 */
export function removeOthers(user: string): void {
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(PREFIX) && !key.startsWith(keyOf(user, ''))) sessionStorage.removeItem(key)
}
