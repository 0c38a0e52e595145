import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { loadTexts } from '@/i18n'
import ReminderBar from './ReminderBar.vue'
import TicketReminders from './TicketReminders.vue'

afterEach(() => vi.unstubAllGlobals())

const sent = {
  id: '261123000001-3-Y04',
  ticket: '261123000001',
  seq: 3,
  unit: 'Y04',
  kind: 'supervise',
  due: '2026-11-26T09:30:00Z',
  at: '2026-11-23T09:30:00Z',
  receipts: [] as unknown[],
}
const global = { stubs: { RouterLink: { props: ['to'], template: '<a :href="to"><slot /></a>' } } }

/** A server with one reminder, which notes who signs. */
function server() {
  const asked: string[] = []
  const receipts: unknown[] = []
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, init?: RequestInit) => {
      asked.push(`${init?.method} ${url}`)
      if (init?.method === 'POST') {
        receipts.push({ by: { id: '7', name: '陈敏' }, at: '2026-11-23T10:00:00Z' })
        return new Response(null, { status: 204 })
      }
      const one = { ...sent, receipts: [...receipts] }
      const body = url.endsWith('/api/reminders')
        ? receipts.length
          ? []
          : [one]
        : { reminders: [one], mine: receipts.length ? [] : [sent.id] }
      return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } })
    }),
  )
  return asked
}

it('stands above every page until somebody signs', async () => {
  const asked = server()
  await loadTexts(['reminders'])
  const bar = mount(ReminderBar, { global })
  await flushPromises()
  await bar.get('[data-testid=reminders-open]').trigger('click')
  expect(bar.get('[data-testid=reminder]').text()).toContain('督办')
  expect(bar.get('a').attributes('href')).toBe('/tickets/261123000001')
  await bar.get('[data-testid=reminder-read]').trigger('click')
  await flushPromises()
  expect(asked).toContain('POST /api/reminders/261123000001-3-Y04/receipt')
  expect(bar.find('[data-testid=reminders]').exists()).toBe(false)
  bar.unmount()
})

it('says on the ticket who read it when', async () => {
  server()
  await loadTexts(['reminders'])
  const card = mount(TicketReminders, {
    props: { number: '261123000001', entries: 3, unitName: () => '市城管局' },
    global,
  })
  await flushPromises()
  expect(card.text()).toContain('未阅')
  await card.get('[data-testid=reminder-sign]').trigger('click')
  await flushPromises()
  expect(card.get('[data-testid=receipt]').text()).toContain('陈敏')
  expect(card.find('[data-testid=reminder-sign]').exists()).toBe(false)
})
