import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { registerClient } from './client'
import { empty, type Fields } from './draft'
import TellingWords from './TellingWords.vue'

let typed: Parameters<typeof registerClient.telling>[0][] = []
let answers: ((said: string[]) => void)[] = []

beforeEach(() => {
  vi.useFakeTimers()
  typed = []
  answers = []
  vi.spyOn(registerClient, 'telling').mockImplementation(
    (t) =>
      new Promise((found) => {
        typed.push(t)
        answers.push(found)
      }),
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const matter: Fields = { ...empty, name: '王建国', content: '我是王建國' }

async function pause() {
  await vi.advanceTimersByTimeAsync(800)
}

it('warns while a name is typed into the content of a confidential matter', async () => {
  const shown = mount(TellingWords, { props: { fields: { ...matter, confidential: true } } })
  await pause()
  expect(typed).toEqual([{ name: '王建国', unit: '', contact: '', place: '', content: '我是王建國' }])
  answers[0]?.(['王建國'])
  await pause()
  expect(shown.find('[data-testid=telling]').text()).toContain('王建國')
  await shown.setProps({ fields: { ...matter, confidential: false } })
  expect(shown.find('[data-testid=telling]').exists()).toBe(false)
})

it('warns of a report also, and of no other matter', async () => {
  mount(TellingWords, { props: { fields: { ...matter, type: 'report' } } })
  mount(TellingWords, { props: { fields: matter } })
  await pause()
  expect(typed).toHaveLength(1)
})

it('does not let an older answer stand for what was typed since', async () => {
  const shown = mount(TellingWords, { props: { fields: { ...matter, confidential: true } } })
  await pause()
  await shown.setProps({ fields: { ...matter, content: '路灯不亮', confidential: true } })
  await pause()
  answers[1]?.([])
  answers[0]?.(['王建國'])
  await pause()
  expect(shown.find('[data-testid=telling]').exists()).toBe(false)
})
