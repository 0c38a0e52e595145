import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { nextTick } from 'vue'
import { createTexts } from './texts'

const texts = createTexts('en')
const { t, te, locale, add } = texts
add('en', {
  plain: 'Yes: 50% (a@b)',
  named: '{n} of {of}, {n} again',
  gaps: '{n} gap | {n} gaps',
  group: { some: 'deep' },
})
add('en', { group: { more: 'later' } })
add('zh-CN', { plain: '是', gaps: '{n}处' })

it('says a text as it is written, and texts in groups from several files', () => {
  expect([t('plain'), t('group.some'), t('group.more')]).toEqual(['Yes: 50% (a@b)', 'deep', 'later'])
})

it('puts the arguments where they stand, each as often, and nothing for one that is missing', () => {
  expect(t('named', { n: 0, of: '{n}' })).toBe('0 of {n}, 0 again')
  expect(t('named', { n: 2, of: undefined })).toBe('2 of , 2 again')
})

it('says one and several', () => {
  expect([0, 1, 5].map((n) => t('gaps', { n }, n))).toEqual(['0 gaps', '1 gap', '5 gaps'])
})

it('has what the language has that is shown, and names what is missing', async () => {
  const page = mount({ setup: () => () => `${t('plain')} ${te('group.some')} ${t('group.some')}` })
  expect(page.text()).toBe('Yes: 50% (a@b) true deep')
  locale.value = 'zh-CN'
  await nextTick()
  expect(page.text()).toBe('是 false group.some')
  expect(t('gaps', { n: 5 }, 5)).toBe('5处')
  add('zh-CN', { group: { some: '深' } }) // comes while the page is shown
  await nextTick()
  expect(page.text()).toBe('是 true 深')
})
