import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Ticket } from '@/api/client'
import { ticketsClient } from './client'
import MoveForm from './MoveForm.vue'

const ticket = {
  number: '261123000001',
  moves: ['revisit', 'report'],
  entries: [],
  assignments: [],
  unit_requests: [],
}

beforeEach(() => sessionStorage.clear())
afterEach(() => vi.restoreAllMocks())

async function open(move: string) {
  const form = mount(MoveForm, {
    props: { ticket: ticket as unknown as Ticket, units: [] },
  })
  await form.find(`[data-testid=move-${move}]`).trigger('click')
  const at = (id: string) => form.find(`[data-testid=${id}]`)
  const wanting = () =>
    form.findAll(':is(input, select, textarea):invalid').map((x) => (x.element as HTMLElement).dataset.testid)
  return { form, at, wanting }
}

it('has no rating before the citizen gave one', async () => {
  const { form, at, wanting } = await open('revisit')
  expect(wanting()).toEqual(['rating-reached-yes', 'rating-reached-no'])
  await at('rating-reached-yes').setValue()
  expect(wanting()).toEqual([
    'rating-contacted-yes',
    'rating-contacted-no',
    'rating-solved',
    'rating-satisfied',
  ])
  await at('rating-contacted-no').setValue()
  await at('rating-solved').setValue('no')
  await at('rating-satisfied').setValue('2')
  expect(wanting()).toEqual([])
  expect(at('rating-fault').exists()).toBe(true)
  const move = vi.spyOn(ticketsClient, 'move').mockResolvedValue(ticket as unknown as Ticket)
  await form.trigger('submit')
  expect(move.mock.calls[0]?.[1].revisit).toEqual({
    reached: true,
    contacted: false,
    solved: 'no',
    satisfied: 2,
    units_fault: false,
  })
  form.unmount()
})

it('lets a citizen who was not reached be without a rating', async () => {
  const { form, at, wanting } = await open('revisit')
  await at('rating-reached-no').setValue()
  expect(wanting()).toEqual([])
  form.unmount()
})

it('does not call a matter solved before the unit does', async () => {
  const { form, at, wanting } = await open('report')
  expect((at('result').element as HTMLSelectElement).value).toBe('')
  expect(wanting()).toContain('result')
  form.unmount()
})
