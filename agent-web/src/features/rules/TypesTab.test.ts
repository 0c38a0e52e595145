import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import type { RuleChange, Rules } from '@/api/client'
import { loadTexts, setLocale } from '@/i18n'
import TypesTab from './TypesTab.vue'

afterEach(async () => {
  vi.unstubAllGlobals()
  await setLocale('zh-CN')
})

const open = async (types: NonNullable<Rules['types']>) => {
  await loadTexts(['rules'])
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response('[]', { headers: { 'Content-Type': 'application/json' } })),
  )
  const change = vi.fn(async (_: RuleChange) => true)
  const tab = mount(TypesTab, { props: { rules: { types } as Rules, busy: false, change } })
  const at = (code: string, id: string) => tab.get(`[data-testid=type-${code}] [data-testid=type-${id}]`)
  const save = async () => {
    await tab.get('form').trigger('submit')
    await flushPromises()
    return change.mock.calls.at(-1)?.[0].types
  }
  return { at, save, tab }
}
const none = { name: '', name_hk: '', name_en: '', ended: false, protects: false }

it('keeps each name in its language, whatever language the page has', async () => {
  await setLocale('en')
  const { at, save } = await open([
    { code: 'help', name: '求决', name_hk: '求決' },
    { code: 'consumer', name: '消费维权' },
  ])
  expect((at('help', 'name').element as HTMLInputElement).value).toBe('求决')
  expect(at('praise', 'name-en').attributes('placeholder')).toBe('Praise')
  await at('help', 'name-en').setValue('Request')
  await at('praise', 'ended').setValue(true)
  expect(await save()).toEqual([
    { ...none, code: 'help', name: '求决', name_hk: '求決', name_en: 'Request' },
    { ...none, code: 'praise', ended: true },
    { ...none, code: 'consumer', name: '消费维权' },
  ])
})

it('has a type protect its caller, and never lets that go once it is saved', async () => {
  const { at, save } = await open([{ code: 'whistle', name: '内部反映', protects: true }])
  expect(at('whistle', 'protects').attributes('disabled')).toBeDefined()
  const report = at('report', 'protects')
  expect((report.element as HTMLInputElement).checked).toBe(true)
  expect(report.attributes('disabled')).toBeDefined()
  await at('complaint', 'protects').setValue(true)
  expect(await save()).toEqual([
    { ...none, code: 'complaint', protects: true },
    { ...none, code: 'whistle', name: '内部反映', protects: true },
  ])
})
