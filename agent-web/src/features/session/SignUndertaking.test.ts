import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { request } from '@/api/client'
import { loadTexts } from '@/i18n'
import SignUndertaking from './SignUndertaking.vue'
import { undertaking } from './undertaking'

afterEach(() => vi.unstubAllGlobals())

it('is asked for by whatever is refused, and signs the words that were read', async () => {
  const sent: string[] = []
  const json = (body: unknown, status = 200) =>
    new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, init?: RequestInit) => {
      if (url === '/api/counts') return json({ code: 'confidentiality_unsigned' }, 403)
      if (init?.method !== 'POST') return json({ words: '本人承诺保密。', version: 'v1' })
      sent.push(String(init.body))
      return sent.length === 1 ? json({ code: 'changed_meanwhile' }, 409) : json({ code: 'fault' }, 500)
    }),
  )
  await loadTexts(['session'])
  await request('GET', '/api/counts').catch(() => undefined)
  expect(undertaking.asked).toBe(true)
  const page = mount(SignUndertaking)
  await flushPromises()
  expect(page.get('[data-testid=undertaking-words]').text()).toBe('本人承诺保密。')
  await page.get('[data-testid=undertaking-sign]').trigger('click')
  await flushPromises()
  expect(sent).toEqual(['{"version":"v1"}'])
  expect(page.get('[role=alert]').text()).toContain('新的版本')
})
