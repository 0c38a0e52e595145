import { createRouter, createWebHistory } from 'vue-router'
import AgentPage from './pages/AgentPage.vue'
import BookPage from './pages/BookPage.vue'
import CallPage from './pages/CallPage.vue'
import CallsPage from './pages/CallsPage.vue'
import DeskPage from './pages/DeskPage.vue'
import ImportPage from './pages/ImportPage.vue'
import LeaderPage from './pages/LeaderPage.vue'
import LoginPage from './pages/LoginPage.vue'
import NewTicketPage from './pages/NewTicketPage.vue'
import RulesPage from './pages/RulesPage.vue'
import StatusPage from './pages/StatusPage.vue'
import TicketPage from './pages/TicketPage.vue'
import TicketsPage from './pages/TicketsPage.vue'
import WebhooksPage from './pages/WebhooksPage.vue'
import WelcomePage from './pages/WelcomePage.vue'
import { home, restore, session } from './session'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: () => home() },
    { path: '/status', component: StatusPage, meta: { public: true } },
    { path: '/login', component: LoginPage },
    { path: '/agent', component: AgentPage },
    { path: '/desk', component: DeskPage },
    { path: '/leader', component: LeaderPage },
    { path: '/tickets', component: TicketsPage },
    { path: '/tickets/new', component: NewTicketPage },
    { path: '/tickets/:number', component: TicketPage, props: true },
    { path: '/book', component: BookPage },
    { path: '/calls', component: CallsPage },
    { path: '/calls/:call', component: CallPage, props: true },
    { path: '/admin/import', component: ImportPage },
    { path: '/admin/rules', component: RulesPage },
    { path: '/admin/webhooks', component: WebhooksPage },
    { path: '/welcome', component: WelcomePage },
    { path: '/:rest(.*)', redirect: '/' },
  ],
})

router.beforeEach(async (to) => {
  if (!session.asked) await restore().catch(() => undefined)
  if (!session.user && to.path !== '/login' && !to.meta.public)
    return { path: '/login', query: { to: to.fullPath } }
  if (session.user && to.path === '/login') return home()
  return true
})
