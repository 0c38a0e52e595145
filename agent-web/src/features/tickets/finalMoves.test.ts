import { flushPromises, mount, RouterLinkStub } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Ticket } from '@/api/client'
import { locale } from '@/i18n'
import { ticketsClient } from './client'
import MoveForm from './MoveForm.vue'

const ticket = (more: object = {}) =>
  ({
    number: '261123000001',
    state: 'answering',
    moves: ['archive', 'answer'],
    entries: [],
    ...more,
  }) as unknown as Ticket

beforeEach(() => {
  sessionStorage.clear()
  locale.value = 'zh-CN'
})
afterEach(() => vi.restoreAllMocks())

async function open(move: string, t: Ticket) {
  const form = mount(MoveForm, {
    props: { ticket: t, units: [] },
    global: { stubs: { RouterLink: RouterLinkStub } },
    attachTo: document.body,
  })
  const at = (id: string) => form.find(`[data-testid=${id}]`)
  await at(`move-${move}`).trigger('click')
  await flushPromises()
  const submit = async () => {
    await form.find('form').trigger('submit')
    await flushPromises()
  }
  return { form, at, submit }
}

it('says what a final move will do before it is done, and goes back with Escape', async () => {
  const move = vi.spyOn(ticketsClient, 'move').mockResolvedValue(ticket())
  const { form, at, submit } = await open('archive', ticket())
  await at('reason').setValue('withdrawn')
  await at('move-note').setValue('市民撤回')
  await submit()
  expect(move).not.toHaveBeenCalled()
  expect(at('confirm').text()).toContain('未答复市民的情况下归档')
  expect(document.activeElement).toBe(at('move-confirm').element)
  await at('confirm').trigger('keydown', { key: 'Escape' })
  await flushPromises()
  expect(at('confirm').exists()).toBe(false)
  expect((at('move-note').element as HTMLTextAreaElement).value).toBe('市民撤回')
  expect(document.activeElement).toBe(at('move-submit').element)
  await submit()
  await at('reason').setValue('unwanted') // another reason is another matter: asked anew
  expect(at('confirm').exists()).toBe(false)
  await submit()
  await submit()
  expect(move).toHaveBeenCalledTimes(1)
  form.unmount()
})

it('does not take an Enter that is held down for a second one', async () => {
  const { form, at, submit } = await open('archive', ticket({ answer: { text: 'x' } }))
  await submit()
  expect(at('confirm').text()).toContain('全部时限停止')
  const held = new KeyboardEvent('keydown', { key: 'Enter', repeat: true, cancelable: true, bubbles: true })
  at('move-confirm').element.dispatchEvent(held)
  expect(held.defaultPrevented).toBe(true)
  form.unmount()
})

it('answers the merged callers who still wait, and tries again those who were not answered', async () => {
  const state: Record<string, string> = { '1': 'merged', '2': 'answered', '3': 'merged', '4': 'registered' }
  vi.spyOn(ticketsClient, 'ticket').mockImplementation(async (n) => ticket({ number: n, state: state[n] }))
  vi.spyOn(ticketsClient, 'move').mockResolvedValue(ticket())
  const many = vi.spyOn(ticketsClient, 'moveMany').mockRejectedValueOnce(new Error('away'))
  const first = ticket({ absorbed: ['1', '2', '3', '4'] })
  const { form, at, submit } = await open('answer', first)
  await at('way').setValue('letter')
  expect(form.text()).toContain('尚未答复的2位')
  await at('merged-too').setValue(true)
  await at('move-note').setValue('已修复')
  await submit()
  expect(many.mock.calls[0]?.[0]).toEqual(['1', '3'])
  many.mockResolvedValueOnce([{ number: '1' }, { number: '3', code: 'database_away' }] as never)
  await at('merged-again').trigger('click')
  await flushPromises()
  expect(many.mock.calls[1]).toEqual([['1', '3'], { move: 'answer', way: 'letter', note: '已修复' }])
  many.mockResolvedValueOnce([{ number: '3' }] as never)
  await at('merged-again').trigger('click')
  await flushPromises()
  expect(many.mock.calls[2]?.[0]).toEqual(['3'])
  expect(at('merged-again').exists()).toBe(false)
  expect(at('merged-answers').text()).toContain('2')
  form.unmount()
})
