import { reactive } from 'vue'

/** How a session ended. */
export type Lapsed = 'signed_out' | 'session_idle' | 'account_off'

/** A session that ended while its page is open: the page asks for the password and goes on, nothing typed is lost. */
export const renewal = reactive({
  /** Who is asked; empty while nobody is signed in. */
  login: '',
  wanted: false,
  /** How often a session has ended on this page. */
  ends: 0,
  /** Why; an account that was deactivated is told above all. */
  why: 'signed_out' as Lapsed,
})
let last = Number.NEGATIVE_INFINITY
const waiting: ((again: boolean) => void)[] = []

/**
 * Asks the person to sign in again. Resolves to whether a request that began at since (ms of performance.now) can be
 * sent again; to false at once where nobody was signed in.
 */
export function renewed(since: number, why: Lapsed = 'signed_out'): Promise<boolean> {
  if (!renewal.login) return Promise.resolve(false)
  if (since < last) return Promise.resolve(true) // refused with the old session, heard of late
  if (!renewal.wanted || why === 'account_off') renewal.why = why
  if (!renewal.wanted) renewal.ends++
  renewal.wanted = true
  return new Promise((resolve) => waiting.push(resolve))
}

/** A person signed in, with that name, or nobody is any more: the requests that wait are sent again, or fail. */
export function endRenewal(login: string): void {
  const again = login !== '' && login === renewal.login
  if (login) last = performance.now()
  Object.assign(renewal, { login, wanted: false })
  for (const resolve of waiting.splice(0)) resolve(again)
}
