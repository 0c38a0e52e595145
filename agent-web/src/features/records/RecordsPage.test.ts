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

it('has the files of material, and takes more from whoever writes it', async () => {
  await loadTexts(['records', 'files'])
  const sent: string[] = []
  const record = {
    id: 'r 1',
    kind: 'material',
    at: '2026-11-23T09:30:00Z',
    by: { id: '7', name: '陈敏' },
    unit: 'Y',
    text: '第三次协调会',
    title: '会议纪要',
    files: [] as object[],
  }
  const answer = () =>
    new Response(JSON.stringify([record]), { headers: { 'Content-Type': 'application/json' } })
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string) => (url.startsWith('/api/records') ? answer() : new Response('[]'))),
  )
  vi.stubGlobal(
    'XMLHttpRequest',
    class {
      upload = {}
      status = 200
      response = {
        n: 1,
        name: '纪要.pdf',
        type: 'application/pdf',
        size: 1200,
        sum: '',
        by: { id: '7', name: '陈敏' },
        at: '2026-11-23T09:30:00Z',
      }
      onload?: () => void
      onloadend?: () => void
      open(method: string, to: string) {
        sent.push(`${method} ${to}`)
      }
      setRequestHeader() {}
      abort() {}
      send() {
        queueMicrotask(() => {
          this.onload?.()
          this.onloadend?.()
        })
      }
    },
  )
  session.user = { id: '7', name: '陈敏', roles: ['dispatcher'], unit: 'Y' } as User
  const page = mount(RecordsPage, { global: { stubs: { RouterLink: true } } })
  await flushPromises()
  await page.get('[data-testid=records-material]').trigger('click')
  await flushPromises()
  expect(page.find('[data-testid=record-files]').exists()).toBe(false)
  await page.get('[data-testid=record-attach]').trigger('click')
  const input = page.get('[data-testid=file-input]')
  Object.defineProperty(input.element, 'files', { value: [new File(['x'], '纪要.pdf')], configurable: true })
  await input.trigger('change')
  expect(page.find('[data-testid=upload-kind]').exists()).toBe(false)
  await page.get('[data-testid=record-add-files]').trigger('submit')
  await flushPromises()
  expect(sent).toEqual([`POST /api/records/r%201/files?${new URLSearchParams({ name: '纪要.pdf' })}`])
  expect(page.get('[data-testid=record-files]').text()).toContain('纪要.pdf')
  expect(page.findAll('[data-testid=record-files] a').map((a) => a.attributes('href'))).toEqual([
    '/api/records/r%201/files/1',
    '/api/records/r%201/files/1?save=true',
  ])
  expect(page.findAll('[data-testid=upload]')).toHaveLength(0)
  session.user = { id: '8', name: '李强', roles: ['leader'], unit: 'Y' } as User
  await flushPromises()
  expect(page.find('[data-testid=record-attach]').exists()).toBe(false)
})
