import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import QueueForm from './QueueForm.vue'

it('warns of a queue that no agent takes', () => {
  const warned = (agents: number) =>
    mount(QueueForm, {
      props: {
        queue: { id: 'typhoon', names: { zh: '台风' }, priority: 0, rev: '1', uses: [], agents },
        busy: false,
        disabled: false,
        problem: '',
      },
    })
      .find('[data-testid="queue-unstaffed"]')
      .exists()
  expect([warned(0), warned(1)]).toEqual([true, false])
})
