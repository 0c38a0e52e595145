import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import type { AccessRecord } from '@/api/client'
import { locale } from '@/i18n'
import AccessLogPage from './AccessLogPage.vue'
import { accessLogClient } from './client'

const AT = '2026-11-23T01:05:00Z'
const records = (n: number, from = 0) =>
  Array.from({ length: n }, (_, i) => ({
    id: `l${from + i}`,
    at: AT,
    by: { id: '1', name: '林海' },
    what: 'archive',
    key: '261123000001',
  })) as AccessRecord[]

afterEach(() => vi.restoreAllMocks())

it('goes on after the very last record, also where all are of one moment, with what was asked for', async () => {
  locale.value = 'zh-CN'
  const ask = vi.spyOn(accessLogClient, 'records').mockResolvedValueOnce(records(100))
  ask.mockResolvedValueOnce(records(3, 100))
  const page = mount(AccessLogPage, { global: { stubs: { RouterLink: true } } })
  await flushPromises()
  await page.get('[data-testid=access-person]').setValue('何派单') // typed, not yet asked for
  await page.get('[data-testid=access-more]').trigger('click')
  await flushPromises()
  expect(ask).toHaveBeenLastCalledWith({ what: '', key: '', person: '', before: AT, before_id: 'l99' })
  expect(page.findAll('[data-testid=access-record]')).toHaveLength(103)
  expect(page.find('[data-testid=access-more]').exists()).toBe(false)
  expect(page.get('[data-testid=access-record]').text()).toContain('工单档案包')
})
