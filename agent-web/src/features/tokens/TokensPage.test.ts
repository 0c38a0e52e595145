import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem, type User } from '@/api/client'
import { session } from '@/features/session/session'
import { type Token, tokensClient } from './client'
import TokensPage from './TokensPage.vue'

const token = (over: Partial<Token> = {}) =>
  ({
    id: 't1',
    name: '市民云',
    login: 'y04clerk',
    scopes: ['tickets-read'],
    created_by: { id: '1', name: '林海' },
    created_at: '2026-11-23T01:00:00Z',
    expires_at: '2999-11-23T01:00:00Z',
    ...over,
  }) as Token

beforeEach(() => {
  session.user = { id: '1', login: 'admin', name: '林海', roles: ['administrator'] } as User
})
afterEach(() => {
  session.user = null
  vi.restoreAllMocks()
})

it('shows an auditor which tokens there are, and which are on accounts of persons, and nothing to change', async () => {
  session.user = { id: '9', login: 'audit', name: '何审计', roles: ['auditor'] } as User
  vi.spyOn(tokensClient, 'list').mockResolvedValue({
    tokens: [token(), token({ id: 'old', of_person: true })],
    scopes: ['tickets-read'],
  })
  const page = mount(TokensPage)
  await flushPromises()
  const marks = page
    .findAll('[data-testid=token]')
    .map((x) => x.find('[data-testid=token-of-person]').exists())
  expect(marks).toEqual([false, true])
  expect(page.find('[data-testid=token-form]').exists()).toBe(false)
  expect(page.find('[data-testid=token-revoke]').exists()).toBe(false)
})

it('shows a new token once, says what is wrong with one, and revokes', async () => {
  vi.spyOn(tokensClient, 'list').mockResolvedValue({
    tokens: [token({ id: 'old', expires_at: '2020-01-01T00:00:00Z' })],
    scopes: ['statistics', 'tickets-read'],
  })
  const add = vi
    .spyOn(tokensClient, 'add')
    .mockRejectedValueOnce(new Problem(422, 'invalid_fields', '', [{ field: 'login', code: 'unknown' }]))
    .mockResolvedValueOnce({ token: 'hl12345_abc', made: token() })
  vi.spyOn(tokensClient, 'revoke').mockResolvedValue({
    tokens: [token({ revoked_at: '2026-11-23T02:00:00Z' })],
    scopes: [],
  })
  vi.spyOn(window, 'confirm').mockReturnValue(true)
  const page = mount(TokensPage)
  await flushPromises()
  const at = (id: string) => page.get(`[data-testid="${id}"]`)
  expect(at('token').attributes('data-state')).toBe('expired')
  expect(at('token').text()).toContain('查看工单')
  await at('token-name').setValue('市民云')
  await at('token-login').setValue('nobody')
  await at('scope-tickets-read').setValue(true)
  await at('token-form').trigger('submit')
  await flushPromises()
  expect(at('token-error').text()).toBe('没有这个账号。')
  await at('token-login').setValue('y04clerk')
  await at('token-form').trigger('submit')
  await flushPromises()
  expect(add).toHaveBeenLastCalledWith({
    name: '市民云',
    login: 'y04clerk',
    scopes: ['tickets-read'],
    days: 90,
  })
  expect((at('webhook-secret').element as HTMLInputElement).value).toBe('hl12345_abc')
  await at('secret-kept').trigger('click')
  expect(page.text()).not.toContain('hl12345_abc')
  await page.get('[data-testid=token-revoke]').trigger('click')
  await flushPromises()
  expect(at('token').attributes('data-state')).toBe('revoked')
})
