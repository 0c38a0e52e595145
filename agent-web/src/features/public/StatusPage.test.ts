import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { Problem, type PublicStatus } from '@/api/client'
import { router } from '@/router'
import { publicClient } from './client'
import StatusPage from './StatusPage.vue'

afterEach(() => {
  vi.restoreAllMocks()
})

it('asks for the whole number where somebody guessed at its last digits, and says why', async () => {
  const status = vi.spyOn(publicClient, 'status').mockRejectedValueOnce(new Problem(429, 'whole_number', ''))
  const page = mount(StatusPage, { global: { plugins: [router] } })
  const at = (id: string) => page.find(`[data-testid=status-${id}]`)
  await at('number').setValue('2611 2300 0001')
  await at('last4').setValue('8000')
  await page.find('form').trigger('submit')
  await flushPromises()
  expect(page.get('[role=alert]').text()).toContain('完整电话号码')
  expect(at('last4').exists()).toBe(false)
  expect((at('whole').element as HTMLInputElement).value).toBe('')
  status.mockResolvedValueOnce({
    number: '261123000001',
    stage: 'handled',
    since: '2026-11-23T02:00:00Z',
    moved: '2026-11-23T02:00:00Z',
  } as PublicStatus)
  await at('whole').setValue('138 0013 8000')
  await page.find('form').trigger('submit')
  await flushPromises()
  expect(status).toHaveBeenLastCalledWith('2611 2300 0001', '138 0013 8000')
  expect(at('found').attributes('data-stage')).toBe('handled')
  page.unmount()
})
