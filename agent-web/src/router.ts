import type { Component } from 'vue'
import {
  createRouter,
  createWebHistory,
  type RouteLocation,
  type RouteLocationNormalized,
  type RouteRecordRaw,
} from 'vue-router'
import type { User } from './api/client'
import {
  BOOK_READERS,
  has,
  home,
  KEEPERS,
  LISTENERS,
  OVERSEERS,
  READERS,
  RESTRICTORS,
  restore,
  session,
  TAKERS,
  TECHNICIANS,
  TELEPHONISTS,
  WORKERS,
} from './features/session/session'
import { type Feature, loadTexts } from './i18n'
import { loading, partMissing, waitFor } from './lib/loading'
import { PUBLIC_PAGES } from './publicRoutes'

declare module 'vue-router' {
  interface RouteMeta {
    /** Open without a session. */
    public?: boolean
    /** Whose page it is; the server guards what it shows. */
    roles?: string[]
    /** Whose texts the page shows, its parts included. */
    texts?: Feature[]
  }
}

type Load = () => Promise<{ default: Component }>
/** A page with its texts: it is shown when both are here. */
const page = (load: Load, texts: Feature[], meta: { public?: boolean; roles?: string[] } = {}) => ({
  component: async () => (await Promise.all([load(), loadTexts(texts)]))[0],
  meta: { ...meta, texts },
})
const ADMINISTRATORS = { roles: ['administrator'] }

/** What the telephone says: its own words, those of calls, and the states of a caller's tickets. */
export const TELEPHONE: Feature[] = ['telephone', 'calls', 'tickets']

/** What stands around the pages of those who are signed in. */
export const shell = {
  frame: () => import('./features/session/StaffFrame.vue'),
  notYours: () => import('./features/session/NotYours.vue'),
  /** The telephone of those who take calls, with its texts. */
  telephone: async () => {
    const [part] = await Promise.all([
      import('./features/telephone/TelephoneShell.vue'),
      loadTexts(TELEPHONE),
    ])
    return part
  },
}
/** The page to sign in is here before it is needed: who signs out without a connection must leave nothing on the screen. */
const loadShell = () =>
  Promise.all([
    shell.frame(),
    shell.notYours(),
    loadTexts(['session']),
    import('./features/session/LoginPage.vue').catch(() => undefined),
    has('agent') ? shell.telephone().catch(() => undefined) : undefined, // the frame fetches it until it is here
  ])

/** Leads from the address that a page had before to the one it has, with all that was asked for. */
const moved = (path: string) => (to: RouteLocation) => ({ path, query: to.query, hash: to.hash })

export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: () => home() },
  // Those who are signed in keep their telephone beside what citizens see.
  ...Object.entries(PUBLIC_PAGES).map(([path, load]) => ({
    path,
    ...page(load, ['public'], { public: true }),
  })),
  { path: '/login', ...page(() => import('./features/session/LoginPage.vue'), ['session']) },
  {
    path: '/agent',
    ...page(
      () => import('./features/agent/AgentPage.vue'),
      ['agent', 'calls', 'register', 'telephone', 'tickets', 'session'],
      { roles: ['agent'] },
    ),
  },
  {
    path: '/worklist',
    ...page(
      () => import('./features/worklist/WorklistPage.vue'),
      ['worklist', 'tickets', 'roster', 'session'],
      {
        roles: WORKERS,
      },
    ),
  },
  {
    path: '/leader',
    ...page(() => import('./features/leader/LeaderPage.vue'), ['leader', 'tickets', 'session'], {
      roles: OVERSEERS,
    }),
  },
  {
    path: '/tickets',
    ...page(() => import('./features/tickets/TicketsPage.vue'), ['tickets', 'session'], {
      roles: READERS,
    }),
  },
  {
    path: '/tickets/new',
    ...page(
      () => import('./features/register/NewTicketPage.vue'),
      ['register', 'tickets', 'files', 'session'],
      { roles: TAKERS },
    ),
  },
  {
    path: '/tickets/:number',
    props: true,
    ...page(
      () => import('./features/tickets/TicketPage.vue'),
      ['reminders', 'tickets', 'files', 'calls', 'retention', 'roster', 'session'],
      { roles: READERS },
    ),
  },
  {
    path: '/register-book',
    ...page(
      () => import('./features/registerbook/RegisterBookPage.vue'),
      ['registerbook', 'tickets', 'session'],
      { roles: BOOK_READERS },
    ),
  },
  {
    path: '/access-log',
    ...page(() => import('./features/accesslog/AccessLogPage.vue'), ['accesslog', 'session'], {
      roles: ['auditor'],
    }),
  },
  {
    path: '/roster',
    ...page(() => import('./features/roster/RosterPage.vue'), ['roster', 'session'], {
      roles: [...READERS, 'administrator'],
    }),
  },
  {
    path: '/records',
    ...page(() => import('./features/records/RecordsPage.vue'), ['records', 'session', 'files'], {
      roles: [...KEEPERS, 'leader', 'auditor'],
    }),
  },
  {
    path: '/calls',
    ...page(() => import('./features/calls/CallsPage.vue'), ['calls', 'session'], { roles: LISTENERS }),
  },
  {
    path: '/calls/:call',
    props: true,
    ...page(() => import('./features/calls/CallPage.vue'), ['calls', 'session'], { roles: LISTENERS }),
  },
  {
    path: '/admin',
    ...page(() => import('./features/status/StatusPage.vue'), ['status', 'broadcasts', 'session'], {
      roles: TECHNICIANS,
    }),
  },
  {
    path: '/admin/hours',
    ...page(() => import('./features/hours/HoursPage.vue'), ['hours', 'nodes', 'session'], {
      roles: TELEPHONISTS,
    }),
  },
  {
    path: '/admin/queues',
    ...page(() => import('./features/queues/QueuesPage.vue'), ['queues', 'nodes', 'session'], {
      roles: TELEPHONISTS,
    }),
  },
  {
    path: '/admin/broadcasts',
    ...page(() => import('./features/broadcasts/BroadcastsPage.vue'), ['broadcasts', 'session'], {
      roles: TELEPHONISTS,
    }),
  },
  {
    path: '/admin/import',
    ...page(() => import('./features/imports/ImportPage.vue'), ['imports', 'session'], ADMINISTRATORS),
  },
  {
    path: '/admin/rules',
    ...page(
      () => import('./features/rules/RulesPage.vue'),
      ['rules', 'tickets', 'imports', 'session'],
      ADMINISTRATORS,
    ),
  },
  {
    path: '/admin/webhooks',
    ...page(
      () => import('./features/webhooks/WebhooksPage.vue'),
      ['webhooks', 'tickets', 'session'],
      ADMINISTRATORS,
    ),
  },
  {
    path: '/admin/restricted',
    ...page(
      () => import('./features/restricted/RestrictedPage.vue'),
      ['restricted', 'calls', 'nodes', 'session'],
      {
        roles: [...RESTRICTORS, 'auditor'],
      },
    ),
  },
  {
    path: '/admin/retention',
    ...page(() => import('./features/retention/RetentionPage.vue'), ['retention', 'session'], {
      roles: ['administrator', 'auditor'],
    }),
  },
  {
    path: '/admin/tokens',
    ...page(() => import('./features/tokens/TokensPage.vue'), ['tokens', 'session'], {
      roles: ['administrator', 'auditor'],
    }),
  },
  {
    path: '/admin/users',
    ...page(() => import('./features/users/UsersPage.vue'), ['users', 'session'], ADMINISTRATORS),
  },
  {
    path: '/admin/numbers/:number?',
    ...page(() => import('./features/numbers/NumbersPage.vue'), ['numbers', 'session'], {
      roles: ['telecom_admin', 'auditor'],
    }),
  },
  {
    path: '/admin/menus/:flow?',
    ...page(() => import('./features/menus/MenusPage.vue'), ['menus', 'nodes', 'session'], {
      roles: ['telecom_admin', 'auditor'],
    }),
  },
  {
    path: '/admin/prompts/:key?',
    ...page(() => import('./features/prompts/PromptsPage.vue'), ['prompts', 'nodes', 'session'], {
      roles: ['telecom_admin', 'auditor'],
    }),
  },
  { path: '/welcome', ...page(() => import('./features/session/WelcomePage.vue'), ['session']) },
  { path: '/second-factor', ...page(() => import('./features/session/SecondFactorPage.vue'), ['session']) },
  { path: '/password', ...page(() => import('./features/session/PasswordPage.vue'), ['session']) },
  { path: '/admin/status', redirect: moved('/admin') },
  // Addresses that people and notices may still have.
  { path: '/desk', redirect: moved('/worklist') },
  { path: '/book', redirect: moved('/register-book') },
  { path: '/looks', redirect: moved('/access-log') },
  { path: '/:rest(.*)', redirect: '/' },
]

export const router = createRouter({ history: createWebHistory(), routes })

/** Begins to fetch a page while the server is asked who is signed in. */
function preload(to: RouteLocationNormalized): void {
  for (const r of to.matched) {
    const load = r.components?.default
    if (typeof load === 'function') void (load as Load)().catch(() => undefined) // the navigation itself tells
  }
}

/** What a person has to do before their work: choose a password of their own, or set up a second factor; empty for nothing. */
const before = (user: User | null) =>
  user?.must_change || user?.password_expired ? '/password' : user?.must_enroll ? '/second-factor' : ''

let ended: () => void = () => undefined
// Before anything else: also the way to the sign-in page names where it leads.
router.beforeEach((to) => to.meta.public || import('./lib/privateGuard').then(({ keepOut }) => keepOut(to)))
router.beforeEach((to, from) => {
  ended()
  if (to.path !== from.path || !from.matched.length)
    void waitFor(
      new Promise<void>((resolve) => {
        ended = resolve
      }),
    )
})
router.beforeEach(async (to) => {
  if (!session.asked) {
    preload(to)
    await restore().catch(() => undefined)
  }
  if (!session.user && to.path !== '/login' && !to.meta.public)
    return { path: '/login', query: { to: to.fullPath } }
  const first = before(session.user)
  if (first && to.path !== first && !to.meta.public)
    return { path: first, query: { to: to.query.to ?? to.fullPath } }
  if (session.user && to.path === '/login' && to.query.oidc !== 'done') return home()
  if (session.user) await loadShell()
  return true
})
router.afterEach((_to, _from, failure) => {
  ended()
  if (!failure) loading.missing = ''
})
router.onError((_e, to) => {
  ended()
  void partMissing(to.fullPath)
})
