import { mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Counts, Summary, User } from '@/api/client'
import { reference } from '@/api/reference'
import { session } from '@/features/session/session'
import { ticketsClient } from './client'
import TicketsPage from './TicketsPage.vue'

const all = Array.from({ length: 70 }, (_, i) => ({
  number: `261123${String(i + 1).padStart(6, '0')}`,
  marks: [],
  state: 'dispatched',
  type: 'help',
  urgency: 'normal',
  content: '路灯不亮',
})) as unknown as Summary[]

afterEach(() => {
  vi.restoreAllMocks()
  session.user = null
})

it('goes on by limit where the last page ended, and shows no ticket twice', async () => {
  session.user = { roles: ['dispatcher'], unit: 'Y00' } as unknown as User
  vi.spyOn(reference, 'units').mockResolvedValue([])
  vi.spyOn(reference, 'categories').mockResolvedValue([])
  vi.spyOn(ticketsClient, 'filters').mockResolvedValue([])
  vi.spyOn(ticketsClient, 'counts').mockResolvedValue({ states: {}, marks: {} } as Counts)
  const asked = vi.spyOn(ticketsClient, 'tickets').mockImplementation(async (q) => {
    const from = all.findIndex((s) => s.number === q.before)
    return from < 0 ? all.slice(0, 50) : [all[49] as Summary, ...all.slice(from + 1)] // one was moved behind
  })
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:x(.*)', component: TicketsPage }],
  })
  await router.push('/tickets?by_due=true')
  const page = mount(TicketsPage, { global: { plugins: [router] } })
  await vi.waitFor(() => expect(page.find('[data-testid=list-more]').exists()).toBe(true))
  expect(page.findAll('tbody tr')).toHaveLength(50)
  await page.find('[data-testid=list-more]').trigger('click')
  await vi.waitFor(() => expect(page.findAll('tbody tr')).toHaveLength(70))
  expect(asked.mock.lastCall?.[0]).toMatchObject({ by_due: 'true', before: all[49]?.number })
  expect(page.find('[data-testid=list-more]').exists()).toBe(false)
  page.unmount()
})
