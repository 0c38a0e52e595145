import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { locale } from '@/i18n'
import { type Hold, type Night, retentionClient } from './client'
import HoldPart from './HoldPart.vue'
import RetentionPage from './RetentionPage.vue'

const AT = '2026-11-23T18:05:00Z'
const night = (dry: boolean): Night => ({
  at: AT,
  dry,
  periods: { recordings: 24, complaint_recordings: 60, journal: 36, access_log: 0 },
  parts: [
    { class: 'recordings', before: '2024-11-22T16:00:00Z', items: 12, count: 14, bytes: 3_500_000, held: 2 },
    { class: 'access_log', items: 0, count: 0, held: 0 },
  ],
  failed: [],
})
const hold = (on: boolean, reason: string) =>
  ({ ticket: '261123000001', on, reason, by: { id: '7', name: '何主任' }, at: AT }) as Hold

afterEach(() => vi.restoreAllMocks())

it('shows what the next night deletes before it does, and what went', async () => {
  locale.value = 'zh-CN'
  vi.spyOn(retentionClient, 'done').mockResolvedValue({
    nights: [night(true)],
    deletions: [
      {
        at: AT,
        class: 'journal',
        item: '2023-11-01',
        count: 900,
        sum: 'ab12',
        previous: '',
        spans: [],
        files: [],
      },
    ],
  })
  vi.spyOn(retentionClient, 'plan').mockResolvedValue(night(true))
  const page = mount(RetentionPage)
  await flushPromises()
  expect(page.get('[data-testid=retention-night]').text()).toContain('试算')
  expect(page.get('[data-testid=retention-gone]').text()).toMatch(/呼叫日志.*2023-11-01.*900.*ab12/)
  await page.get('[data-testid=retention-plan]').trigger('click')
  await flushPromises()
  expect(page.get('[data-class=recordings]').text()).toMatch(/24.*2024-11-23.*12.*4 MB.*2/)
  expect(page.get('[data-class=access_log]').text()).toContain('永久')
})

it('orders a legal hold with a reason, and lifts it with another', async () => {
  vi.spyOn(retentionClient, 'holds').mockResolvedValue([])
  const order = vi.spyOn(retentionClient, 'order').mockResolvedValue([hold(true, '法院调取')])
  const part = mount(HoldPart, { props: { number: '261123000001' } })
  await flushPromises()
  const at = (id: string) => part.get(`[data-testid=${id}]`)
  expect(at('hold').attributes('data-on')).toBe('false')
  await at('hold-open').trigger('click')
  expect(at('hold-do').attributes('disabled')).toBeDefined()
  await at('hold-reason').setValue('法院调取')
  await part.get('form').trigger('submit')
  await flushPromises()
  expect(order).toHaveBeenLastCalledWith('261123000001', true, '法院调取')
  expect(at('hold').text()).toMatch(/法院调取.*何主任/)
  order.mockResolvedValue([hold(false, '结案'), hold(true, '法院调取')])
  await at('hold-open').trigger('click')
  await at('hold-reason').setValue('结案')
  await part.get('form').trigger('submit')
  await flushPromises()
  expect(order).toHaveBeenLastCalledWith('261123000001', false, '结案')
  expect(at('hold').attributes('data-on')).toBe('false')
})
