import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import LongText from './LongText.vue'

const show = (text: string) => {
  const page = mount(LongText, { props: { text } })
  const at = (id: string) => page.find(`[data-testid=${id}]`)
  return { at, text: at('long-text'), unfold: at('unfold') }
}

it('folds a long text, shows it whole when asked, and folds it again', async () => {
  const { text, unfold } = show('很长。'.repeat(30_000))
  expect(text.classes()).toContain('folded')
  expect(unfold.attributes('aria-expanded')).toBe('false')
  expect(unfold.text()).toContain('90000')
  await unfold.trigger('click')
  expect(text.classes()).not.toContain('folded')
  await unfold.trigger('click')
  expect(text.classes()).toContain('folded')
})

it('folds many short lines too, and leaves a short text alone', () => {
  expect(show('一\n'.repeat(40)).unfold.exists()).toBe(true)
  expect(show('路灯不亮。').unfold.exists()).toBe(false)
})
