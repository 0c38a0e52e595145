import { reactive } from 'vue'
import { lapsedBy, Problem, type User } from '@/api/client'
import { removeOthers } from '@/lib/draftStorage'
import { browser, pageCall } from '@/lib/loading'
import { untouched } from './activity'
import { sessionClient } from './client'
import { endRenewal, type Lapsed, renewal, renewed } from './renewal'
import { hearTabs, tellTabs } from './tabs'
import { veil } from './veil'

/** Who is signed in, for all pages. */
export const session = reactive({
  user: null as User | null,
  asked: false,
  /** After how many seconds without anybody at the page the password is asked for again; 0 is never. */
  idle: 0,
  /** Why nobody is signed in when the page opens; empty if nobody was. */
  lapsed: '' as Lapsed | '',
})

/** A person has signed in, here or before; fresh: just now, with a password. */
export function enter(user: User, fresh = false): void {
  session.user = user
  session.lapsed = ''
  removeOthers(user.id)
  endRenewal(user.login)
  veil.asleep = ''
  if (fresh) tellTabs({ said: 'entered', user: user.id })
}

/** Nobody is signed in on this page any more. */
export function leave(): void {
  session.user = null
  endRenewal('')
  veil.asleep = ''
}

/** Signs out everywhere in this browser. What the page shows is gone before the server has answered. */
export async function signOut(): Promise<void> {
  veil.asleep = 'out'
  const told = await sessionClient.signOut().catch(() => undefined) // the session ends by itself otherwise
  tellTabs({ said: 'left' })
  leave()
  sessionStorage.clear()
  if (told?.elsewhere) browser.go(told.elsewhere) // the provider leads back to the sign-in page
}

/** Another person has signed in with this browser: the page of the one before is loaded anew, nothing of it is left. */
function replaced(): void {
  if (pageCall.goesOn()) {
    void renewed(performance.now()) // a citizen is on the line: the page hides, and asks for the password
    return
  }
  veil.asleep = 'out'
  browser.go('/')
}

/** What another tab of this browser told. */
hearTabs((m) => {
  if (!session.user) return
  if (m.said === 'left') {
    removeOthers('') // who signs out leaves nothing in any tab; what is on this page waits hidden, in its memory alone
    void renewed(performance.now())
  } else if (m.user !== session.user.id) replaced()
  else void restore().catch(() => undefined)
})

/** Whoever was here signs out, or another person has signed in. */
const isOut = () => veil.asleep === 'out'

/** Asks the server who is signed in, and hides the page if that is nobody. */
export async function restore(): Promise<void> {
  if (isOut()) return // whoever was here has gone, whatever the server says
  const { ends } = renewal
  try {
    const now = await sessionClient.session()
    if (isOut() || renewal.ends !== ends) return // asked before the session ended, answered after
    session.idle = now.idle
    if (session.user && session.user.id !== now.user.id) replaced()
    else enter(now.user)
  } catch (e) {
    const why = e instanceof Problem && lapsedBy(e)
    if (!why) {
      if (session.user && mustHide()) veil.asleep ||= 'unsure'
      throw e
    }
    session.lapsed = why
    if (session.user) void renewed(performance.now(), session.lapsed) // the open page keeps all that is typed
    veil.asleep = ''
  } finally {
    session.asked = true
  }
}

/** Nobody is here, the server cannot be asked, and no citizen is on the line: then nothing is left to be read. */
const mustHide = () => session.idle > 0 && untouched() >= session.idle && !pageCall.talks()

/** Watches how the browser takes the page away and gives it back: its copy of the page outlives the session. */
export function watchBrowser(): () => void {
  const ask = () => void restore().catch(() => undefined)
  const put = (e: PageTransitionEvent) => {
    if (e.persisted && session.user) veil.asleep = 'kept'
  }
  const taken = (e: PageTransitionEvent) => {
    if (!e.persisted || !session.user) return
    veil.asleep = 'unsure'
    ask()
  }
  const seen = () => {
    if (session.user && document.visibilityState === 'visible') ask()
  }
  const events: [EventTarget, string, (e: never) => void][] = [
    [window, 'pagehide', put],
    [window, 'pageshow', taken],
    [window, 'online', seen],
    [document, 'visibilitychange', seen],
  ]
  for (const [on, name, f] of events) on.addEventListener(name, f as EventListener)
  return () => {
    for (const [on, name, f] of events) on.removeEventListener(name, f as EventListener)
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
/** Those who may take a recording away as a file; others have no such button. */
export const SAVERS = ['supervisor', 'auditor']
/** Those who see how it goes altogether. */
export const OVERSEERS = ['leader', 'supervisor', 'dispatcher', 'duty_officer', 'auditor']

/** Those who run the parts of the hotline. */
export const TECHNICIANS = ['telecom_admin', 'administrator']

/** Who sees what callers meet: menus, hours, queues, broadcasts. The auditor only reads. */
export const TELEPHONISTS = ['telecom_admin', 'auditor']

/** Whether the user may open a page that is for these roles; without any it is everybody's. */
export const opens = (roles?: string[]) => !roles || has(...roles)

/** Those who may restrict numbers that harass the hotline. */
export const RESTRICTORS = ['supervisor', 'telecom_admin']

/** The page that a role begins with. */
export function home(): string {
  if (has('agent')) return '/agent'
  if (has('unit_clerk', 'duty_officer', 'supervisor', 'dispatcher')) return '/worklist'
  if (has('leader')) return '/leader'
  if (has('auditor')) return '/tickets'
  if (has('telecom_admin')) return '/admin'
  return '/welcome'
}
