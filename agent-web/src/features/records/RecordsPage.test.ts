import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import type { User } from '@/api/client'
import { session } from '@/features/session/session'
import { loadTexts } from '@/i18n'
import RecordsPage from './RecordsPage.vue'

afterEach(() => vi.unstubAllGlobals())

it('is written by one and signed by the other who takes the duty over', async () => {
  await loadTexts(['records', 'tickets'])
  const asked: string[] = []
  const record = {
    id: 'r1',
    kind: 'hand_over',
    at: '2026-11-23T09:30:00Z',
    by: { id: '7', name: '陈敏' },
    unit: 'Y',
    text: '一切正常',
    to: '李强',
    tickets: ['261123000001'],
  }
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, init?: RequestInit) => {
      asked.push(`${init?.method} ${url} ${init?.body ?? ''}`)
      const body =
        url.startsWith('/api/records') && init?.method === 'GET'
          ? [record]
          : init?.method === 'GET'
            ? []
            : record
      return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } })
    }),
  )
  session.user = { id: '8', name: '李强', roles: ['duty_officer'], unit: 'Y' } as User
  const page = mount(RecordsPage, {
    global: { stubs: { RouterLink: { props: ['to'], template: '<a :href="to"><slot /></a>' } } },
  })
  await flushPromises()
  expect(page.get('[data-testid=record]').text()).toContain('陈敏 → 李强')
  expect(page.get('[data-testid=record] a').attributes('href')).toBe('/tickets/261123000001')
  await page.get('[data-testid=record-receive]').trigger('click')
  await page.get('[data-testid=record-to]').setValue('王芳')
  await page.get('[data-testid=record-tickets]').setValue('2611 2300 0001，261123000002')
  await page.get('[data-testid=record-text]').setValue('两件紧急事项待续报')
  await page.get('[data-testid=record-form]').trigger('submit')
  await flushPromises()
  expect(asked).toContain('POST /api/records/r1/receipt ')
  expect(asked.map((a) => a.replace(/"origin":"page-[0-9a-f]{32}"/, '"origin":"…"'))).toContain(
    'POST /api/records {"kind":"hand_over","text":"两件紧急事项待续报","to":"王芳","tickets":["2611 2300 0001","261123000002"],"origin":"…"}',
  )
  session.user = { id: '7', name: '陈敏', roles: ['duty_officer'], unit: 'Y' } as User
  await flushPromises()
  expect(page.find('[data-testid=record-receive]').exists()).toBe(false)
})

it('says that an earlier press stands with another text, and keeps the new text as a record of its own', async () => {
  await loadTexts(['records', 'tickets'])
  const sent: { origin: string; text: string }[] = []
  vi.stubGlobal(
    'fetch',
    vi.fn(async (_: string, init?: RequestInit) => {
      const json = { headers: { 'Content-Type': 'application/json' } }
      if (init?.method !== 'POST') return new Response('[]', json)
      sent.push(JSON.parse(String(init.body)))
      if (sent.length > 1) return new Response('{}', json)
      return new Response(JSON.stringify({ status: 409, code: 'already_written' }), {
        status: 409,
        headers: { 'Content-Type': 'application/problem+json' },
      })
    }),
  )
  session.user = { id: '8', name: '李强', roles: ['duty_officer'], unit: 'Y' } as User
  const page = mount(RecordsPage, { global: { stubs: { RouterLink: true } } })
  await flushPromises()
  await page.get('[data-testid=record-to]').setValue('王芳')
  await page.get('[data-testid=record-text]').setValue('有一人受伤')
  await page.get('[data-testid=record-form]').trigger('submit')
  await flushPromises()
  expect(page.get('[role=alert]').text()).toContain('原记录不变')
  await page.get('[data-testid=record-form]').trigger('submit')
  await flushPromises()
  expect(sent.map((s) => s.text)).toEqual(['有一人受伤', '有一人受伤'])
  expect(sent[0]?.origin).not.toBe(sent[1]?.origin)
})
