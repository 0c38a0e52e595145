import { reactive } from 'vue'
import { Problem, type User } from '@/api/client'
import { removeOthers } from '@/lib/draftStorage'
import { sessionClient } from './client'
import { endRenewal, type Lapsed, renewed } from './renewal'

/** Who is signed in, for all pages. */
export const session = reactive({
  user: null as User | null,
  asked: false,
  /** After how many seconds without anybody at the page the password is asked for again; 0 is never. */
  idle: 0,
  /** Why nobody is signed in when the page opens; empty if nobody was. */
  lapsed: '' as Lapsed | '',
})

/** A person has signed in. */
export function enter(user: User): void {
  session.user = user
  session.lapsed = ''
  removeOthers(user.id)
  endRenewal(user.login)
}

/** Nobody is signed in on this page any more. */
export function leave(): void {
  session.user = null
  endRenewal('')
}

export async function restore(): Promise<void> {
  try {
    const now = await sessionClient.session()
    session.idle = now.idle
    enter(now.user)
  } catch (e) {
    if (!(e instanceof Problem) || e.status !== 401) throw e
    session.lapsed = e.code as Lapsed
    if (session.user) void renewed(performance.now(), session.lapsed) // the open page stays, with all that is typed
  } finally {
    session.asked = true
  }
}

export function has(...roles: string[]): boolean {
  return (session.user?.roles ?? []).some((r) => roles.includes(r))
}

/** Those who have work lists at /worklist. */
export const WORKERS = ['unit_clerk', 'agent', 'supervisor', 'dispatcher', 'duty_officer']
/** Those whose work is tickets. */
export const READERS = [...WORKERS, 'leader', 'auditor']

/** Those who may read the register book. */
export const BOOK_READERS = ['agent', 'supervisor', 'dispatcher', 'duty_officer', 'leader', 'auditor']

/** Those who keep the duty roster of their unit and those below it. */
export const KEEPERS = ['unit_clerk', 'supervisor', 'dispatcher', 'duty_officer']
/** Those who take matters down. */
export const TAKERS = ['agent', 'supervisor', 'dispatcher', 'unit_clerk']
/** Those who may read and hear calls. */
export const LISTENERS = ['agent', 'supervisor', 'auditor']
/** Those who see how it goes altogether. */
export const OVERSEERS = ['leader', 'supervisor', 'dispatcher', 'duty_officer', 'auditor']

/** Whether the user may open a page that is for these roles; without any it is everybody's. */
export const opens = (roles?: string[]) => !roles || has(...roles)

/** The page that a role begins with. */
export function home(): string {
  if (has('agent')) return '/agent'
  if (has('unit_clerk', 'duty_officer', 'supervisor', 'dispatcher')) return '/worklist'
  if (has('leader')) return '/leader'
  if (has('auditor')) return '/tickets'
  return '/welcome'
}
