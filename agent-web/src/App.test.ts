import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sessionClient } from '@/features/session/client'
import App from './App.vue'
import type { User } from './api/client'
import { home, session } from './features/session/session'
import { router } from './router'

const opened = vi.fn()
beforeEach(() => {
  opened.mockClear()
  vi.stubGlobal(
    'WebSocket',
    class {
      constructor(url: string) {
        opened(url)
      }
      close() {}
    },
  )
  vi.spyOn(window, 'fetch').mockImplementation(() => new Promise(() => undefined))
  vi.spyOn(sessionClient, 'signOut').mockResolvedValue(undefined)
  session.asked = true
})
afterEach(() => {
  session.user = null
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

async function open(role: string, path: string) {
  session.user = { id: role, login: role, name: role, roles: [role] } as User
  await router.push(path)
  const app = mount(App, { global: { plugins: [router] } })
  await flushPromises()
  const refused = app.find('[data-testid=not-yours]').exists()
  app.unmount()
  return refused
}

it.each([
  ['leader', '/agent'],
  ['unit_clerk', '/admin/rules'],
  ['administrator', '/tickets'],
  ['unit_clerk', '/calls'],
  ['auditor', '/tickets/new'],
])("says to a %s that %s is another role's page, and asks the server for nothing", async (role, path) => {
  expect(await open(role, path)).toBe(true)
  expect(window.fetch).not.toHaveBeenCalled()
  expect(opened).not.toHaveBeenCalled()
})

it.each([
  'agent',
  'unit_clerk',
  'supervisor',
  'dispatcher',
  'duty_officer',
  'leader',
  'auditor',
  'administrator',
  'telecom_admin',
])('shows a %s the page that the role begins with', async (role) => {
  session.user = { roles: [role] } as User
  expect(await open(role, home())).toBe(false)
})
