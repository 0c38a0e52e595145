import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import type { User } from '@/api/client'
import { session } from '@/features/session/session'
import BulkMove from './BulkMove.vue'
import { ticketsClient } from './client'

afterEach(() => {
  session.user = null
  vi.restoreAllMocks()
})

it('takes no note along to another move, nor to the next tickets', async () => {
  session.user = { id: 'u1', roles: ['dispatcher'] } as User
  const sent = vi.spyOn(ticketsClient, 'moveMany').mockResolvedValue([])
  const page = mount(BulkMove, {
    props: { numbers: ['261123000001'], units: [] },
    global: { stubs: { RouterLink: true } },
  })
  const at = (id: string) => page.find(`[data-testid=${id}]`)
  const note = () => (at('move-note').element as HTMLTextAreaElement).value
  await at('bulk-remind').trigger('click')
  await at('move-note').setValue('请尽快办理')
  await at('bulk-pass').trigger('click')
  expect(note()).toBe('')
  await at('bulk-remind').trigger('click')
  expect(note()).toBe('请尽快办理')
  await page.find('form').trigger('submit')
  await flushPromises()
  expect(sent.mock.calls[0]?.[1].note).toBe('请尽快办理')
  await at('bulk-remind').trigger('click')
  expect(note()).toBe('')
  page.unmount()
})
