import { mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { request } from '@/api/client'
import DiskWarning from './DiskWarning.vue'

it('warns from the first answer that says so to the first that does not', async () => {
  const answer = (headers: Record<string, string>) =>
    vi.spyOn(window, 'fetch').mockResolvedValueOnce(new Response('{}', { headers }))
  const warning = mount(DiskWarning)
  expect(warning.text()).toBe('')
  answer({ 'Hotline-Warning': 'disk_full' })
  await request('GET', '/api/session')
  await nextTick()
  expect(warning.get('[role="alert"]').text()).toContain('磁盘')
  answer({})
  await request('GET', '/api/session')
  await nextTick()
  expect(warning.text()).toBe('')
})
