import { createRouter, createWebHistory } from 'vue-router'
import { loadTexts } from './i18n'
import { browser, loading, partMissing, waitFor } from './lib/loading'
import { PUBLIC_PAGES } from './publicRoutes'

/** The routes of a document without a session: each other address is a document of the staff's. */
export const publicRouter = createRouter({
  history: createWebHistory(),
  routes: [
    ...Object.entries(PUBLIC_PAGES).map(([path, load]) => ({
      path,
      component: async () => (await waitFor(Promise.all([load(), loadTexts(['public'])])))[0],
    })),
    {
      path: '/:rest(.*)',
      component: {},
      beforeEnter: (to: { fullPath: string }) => {
        browser.go(to.fullPath)
        return false
      },
    },
  ],
})
publicRouter.afterEach((_to, _from, failure) => {
  if (!failure) loading.missing = ''
})
publicRouter.onError((_e, to) => void partMissing(to.fullPath))
