import { expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import { compile } from './message'

const { t } = createI18n({
  legacy: false,
  locale: 'en',
  messages: {
    en: compile({
      plain: 'Yes: 50% (a@b)',
      named: '{n} of {of}, {n} again',
      plural: '{n} gap | {n} gaps',
      of: { some: 'deep' },
    }),
  },
}).global

it('says a text as it is written', () => expect(t('plain')).toBe('Yes: 50% (a@b)'))
it('says a text in a group', () => expect(t('of.some')).toBe('deep'))
it('puts the arguments where they stand, each as often', () =>
  expect(t('named', { n: 0, of: 'x{n}' })).toBe('0 of x{n}, 0 again'))
it('says one and several', () => {
  expect(t('plural', { n: 1 }, 1)).toBe('1 gap')
  expect(t('plural', { n: 5 }, 5)).toBe('5 gaps')
})
