import { createRouter, createWebHistory } from 'vue-router'
import AccessLogPage from './features/accesslog/AccessLogPage.vue'
import AgentPage from './features/agent/AgentPage.vue'
import CallPage from './features/calls/CallPage.vue'
import CallsPage from './features/calls/CallsPage.vue'
import ImportPage from './features/imports/ImportPage.vue'
import LeaderPage from './features/leader/LeaderPage.vue'
import PublishedPage from './features/public/PublishedPage.vue'
import StatusPage from './features/public/StatusPage.vue'
import NewTicketPage from './features/register/NewTicketPage.vue'
import RegisterBookPage from './features/registerbook/RegisterBookPage.vue'
import RosterPage from './features/roster/RosterPage.vue'
import RulesPage from './features/rules/RulesPage.vue'
import LoginPage from './features/session/LoginPage.vue'
import PasswordPage from './features/session/PasswordPage.vue'
import {
  BOOK,
  DESK,
  home,
  LISTENERS,
  OVERSEERS,
  READERS,
  restore,
  session,
  TAKERS,
} from './features/session/session'
import WelcomePage from './features/session/WelcomePage.vue'
import TicketPage from './features/tickets/TicketPage.vue'
import TicketsPage from './features/tickets/TicketsPage.vue'
import UsersPage from './features/users/UsersPage.vue'
import WebhooksPage from './features/webhooks/WebhooksPage.vue'
import WorklistPage from './features/worklist/WorklistPage.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** Open without a session. */
    public?: boolean
    /** Whose page it is; the server guards what it shows. */
    roles?: string[]
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: () => home() },
    { path: '/status', component: StatusPage, meta: { public: true } },
    { path: '/published', component: PublishedPage, meta: { public: true } },
    { path: '/login', component: LoginPage },
    { path: '/agent', component: AgentPage, meta: { roles: ['agent'] } },
    { path: '/desk', component: WorklistPage, meta: { roles: DESK } },
    { path: '/leader', component: LeaderPage, meta: { roles: OVERSEERS } },
    { path: '/tickets', component: TicketsPage, meta: { roles: READERS } },
    { path: '/tickets/new', component: NewTicketPage, meta: { roles: TAKERS } },
    { path: '/tickets/:number', component: TicketPage, props: true, meta: { roles: READERS } },
    { path: '/book', component: RegisterBookPage, meta: { roles: BOOK } },
    { path: '/looks', component: AccessLogPage, meta: { roles: ['auditor'] } },
    { path: '/roster', component: RosterPage, meta: { roles: [...READERS, 'administrator'] } },
    { path: '/calls', component: CallsPage, meta: { roles: LISTENERS } },
    { path: '/calls/:call', component: CallPage, props: true, meta: { roles: LISTENERS } },
    { path: '/admin/import', component: ImportPage, meta: { roles: ['administrator'] } },
    { path: '/admin/rules', component: RulesPage, meta: { roles: ['administrator'] } },
    { path: '/admin/webhooks', component: WebhooksPage, meta: { roles: ['administrator'] } },
    { path: '/admin/users', component: UsersPage, meta: { roles: ['administrator'] } },
    { path: '/welcome', component: WelcomePage },
    { path: '/password', component: PasswordPage },
    { path: '/:rest(.*)', redirect: '/' },
  ],
})

router.beforeEach(async (to) => {
  if (!session.asked) await restore().catch(() => undefined)
  if (!session.user && to.path !== '/login' && !to.meta.public)
    return { path: '/login', query: { to: to.fullPath } }
  if (session.user?.must_change && to.path !== '/password' && !to.meta.public)
    return { path: '/password', query: { to: to.fullPath } } // first a password of one's own
  if (session.user && to.path === '/login') return home()
  return true
})
