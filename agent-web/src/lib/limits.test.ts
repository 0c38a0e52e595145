import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { defineComponent } from 'vue'
import LimitField from '@/features/rules/LimitField.vue'
import { locale } from '@/i18n'
import { limitParts, useLimits } from './limits'

const saidIn = (language: string, kept: string) => {
  locale.value = language as never
  const Said = defineComponent({
    setup: () => useLimits(),
    template: '<p>{{ limitText(kept) }}</p>',
    props: ['kept'],
  })
  return mount(Said, { props: { kept } }).text()
}

it('reads a limit in its parts', () => {
  expect(limitParts('7wd')).toEqual({ n: 7, unit: 'wd' })
  expect(limitParts('24h')).toEqual({ n: 24, unit: 'h' })
  expect(limitParts('1h30m')).toEqual({ n: 90, unit: 'm' })
  expect(limitParts('120m')).toEqual({ n: 2, unit: 'h' })
  for (const none of ['now', '', undefined, 'soon']) expect(limitParts(none)).toBeNull()
})

it.each([
  ['zh-CN', '24h', '24小时'],
  ['zh-CN', '7wd', '7个工作日'],
  ['zh-HK', '7wd', '7個工作天'],
  ['en', '1wd', '1 working day'],
  ['en', '30m', '30 minutes'],
  ['en', 'now', 'in the call'],
])('says in %s what %s means', (language, kept, text) => {
  expect(saidIn(language, kept)).toBe(text)
  locale.value = 'zh-CN'
})

it('writes a limit with a number and a unit, and lets one be empty', async () => {
  const field = mount(LimitField, {
    props: { label: 'x', open: true, now: true, modelValue: '24h' },
  })
  const last = () => field.emitted('update:modelValue')?.at(-1)
  await field.find('input').setValue('3')
  expect(last()).toEqual(['3h'])
  await field.find('select').setValue('wd')
  expect(last()).toEqual(['3wd'])
  await field.find('input').setValue('')
  expect(last()).toEqual([''])
  await field.find('select').setValue('now')
  expect(last()).toEqual(['now'])
})
