import { afterEach, beforeEach, expect, it } from 'vitest'
import type { User } from './api/client'
import { session } from './features/session/session'
import { router } from './router'

beforeEach(() => {
  session.asked = true
  session.user = { id: 'u', login: 'u', name: 'u', roles: ['auditor', 'agent'] } as User
})
afterEach(() => {
  session.user = null
})

it.each([
  ['/desk?tab=in_hand', '/worklist?tab=in_hand'],
  ['/book?from=2026-11-02&to=2026-11-04#day', '/register-book?from=2026-11-02&to=2026-11-04#day'],
  ['/looks', '/access-log'],
])('leads from %s, as it was, to %s', async (before, now) => {
  await router.push(before)
  expect(router.currentRoute.value.fullPath).toBe(now)
})
