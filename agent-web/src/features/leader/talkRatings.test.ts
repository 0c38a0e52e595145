import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import type { User } from '@/api/client'
import { session } from '@/features/session/session'
import { leaderClient } from './client'
import TalkRatings from './TalkRatings.vue'

afterEach(() => {
  session.user = null
  vi.restoreAllMocks()
})

async function open(role: string, rows: object[]) {
  session.user = { id: 'u1', roles: [role] } as User
  const asked = vi.spyOn(leaderClient, 'talkRatings').mockResolvedValue(rows as never)
  const page = mount(TalkRatings)
  await flushPromises()
  return { page, asked }
}

it('counts shares out of talks and ratings, and adds them up', async () => {
  const { page, asked } = await open('supervisor', [
    { of: '2026-11-28', talks: 8, rated: 4, scores: [2, 1, 1, 0, 0] },
    { of: '2026-11-29', talks: 2, rated: 0, scores: [0, 0, 0, 0, 0] },
  ])
  const cells = page.findAll('tbody tr').map((r) => r.findAll('td').map((c) => c.text()))
  expect(cells).toEqual([
    ['2026-11-28', '8', '4', '50.0%', '75.0%', '2', '1', '1', '0', '0'],
    ['2026-11-29', '2', '0', '0.0%', '–', '0', '0', '0', '0', '0'],
    ['合计', '10', '4', '40.0%', '75.0%', '2', '1', '1', '0', '0'],
  ])
  await page.find('[data-testid=talk-ratings-by]').setValue('agent')
  expect(asked.mock.lastCall?.[0]).toBe('agent')
  page.unmount()
})

it('offers agents to those alone who answer for them', async () => {
  for (const [role, n] of [
    ['supervisor', 4],
    ['auditor', 4],
    ['leader', 3],
    ['dispatcher', 3],
  ] as const) {
    const { page } = await open(role, [])
    expect(page.findAll('option')).toHaveLength(n)
    expect(page.text()).toContain('该期间没有通话')
    page.unmount()
  }
})
