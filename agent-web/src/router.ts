import { createRouter, createWebHistory } from 'vue-router'
import AgentPage from './pages/AgentPage.vue'
import BookPage from './pages/BookPage.vue'
import CallPage from './pages/CallPage.vue'
import CallsPage from './pages/CallsPage.vue'
import DeskPage from './pages/DeskPage.vue'
import ImportPage from './pages/ImportPage.vue'
import LeaderPage from './pages/LeaderPage.vue'
import LoginPage from './pages/LoginPage.vue'
import LooksPage from './pages/LooksPage.vue'
import NewTicketPage from './pages/NewTicketPage.vue'
import PasswordPage from './pages/PasswordPage.vue'
import PublishedPage from './pages/PublishedPage.vue'
import RosterPage from './pages/RosterPage.vue'
import RulesPage from './pages/RulesPage.vue'
import StatusPage from './pages/StatusPage.vue'
import TicketPage from './pages/TicketPage.vue'
import TicketsPage from './pages/TicketsPage.vue'
import UsersPage from './pages/UsersPage.vue'
import WebhooksPage from './pages/WebhooksPage.vue'
import WelcomePage from './pages/WelcomePage.vue'
import { BOOK, DESK, home, LISTENERS, OVERSEERS, READERS, restore, session, TAKERS } from './session'

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
    { path: '/desk', component: DeskPage, meta: { roles: DESK } },
    { path: '/leader', component: LeaderPage, meta: { roles: OVERSEERS } },
    { path: '/tickets', component: TicketsPage, meta: { roles: READERS } },
    { path: '/tickets/new', component: NewTicketPage, meta: { roles: TAKERS } },
    { path: '/tickets/:number', component: TicketPage, props: true, meta: { roles: READERS } },
    { path: '/book', component: BookPage, meta: { roles: BOOK } },
    { path: '/looks', component: LooksPage, meta: { roles: ['auditor'] } },
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
