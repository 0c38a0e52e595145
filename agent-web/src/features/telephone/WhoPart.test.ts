import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { nothing, phone } from './phone'
import type { DeskCall } from './protocol'
import WhoPart from './WhoPart.vue'

function show(over: Partial<DeskCall>) {
  Object.assign(phone, nothing(), {
    connection: 'open',
    headset: 'connected',
    desk: {
      agent: '1001',
      name: '',
      state: 'talking',
      since: new Date().toISOString(),
      headset: true,
      auto_answer: false,
      telephony: true,
      queues: [],
      call: {
        call: '1.1',
        direction: 'in',
        phase: 'talking',
        caller: { number: '13800138000' },
        called: '12345',
        language: 'zh',
        keys: '11',
        arrived_at: new Date().toISOString(),
        ...over,
      },
    },
  })
  return mount(WhoPart, { props: { atDesk: true } })
}

it('says that nothing is heard from the side of the citizen, and that it is not the headset', () => {
  const said = show({ silent: true }).find('[data-testid="citizen-silent"]')
  expect(said.text()).toContain('市民一侧没有声音传来')
  expect(said.attributes('role')).toBe('status')
})

it.each<Partial<DeskCall>>([{}, { phase: 'held', silent: true }, { phase: 'away', silent: true }])(
  'says nothing of it in %o',
  (over) => {
    expect(show(over).find('[data-testid="citizen-silent"]').exists()).toBe(false)
  },
)
