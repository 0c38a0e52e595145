import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { loadTexts } from '@/i18n'
import { loadTypes } from '@/lib/types'
import type { Fields } from './draft'
import RegisterFields from './RegisterFields.vue'

afterEach(() => vi.unstubAllGlobals())

it("brings the category's usual type, but none that has ended, and none over one that protects", async () => {
  await loadTexts(['register', 'tickets'])
  const list = [
    { code: 'help', name: '' },
    { code: 'complaint', name: '' },
    { code: 'praise', name: '', ended: true },
    { code: 'whistle', name: '内部反映', protects: true },
  ]
  vi.stubGlobal(
    'fetch',
    vi.fn(
      async () => new Response(JSON.stringify(list), { headers: { 'Content-Type': 'application/json' } }),
    ),
  )
  await loadTypes(true)
  const blank = { name: '', contact: '', content: '', place: '', category: '', type: 'help' } as Fields
  const leaf = (code: string, type: string) => ({ code, parent: '06', name: code, name_en: code, type })
  const page = mount(RegisterFields, {
    props: {
      modelValue: blank,
      urgent: false,
      wrong: [],
      categories: [
        { code: '06', name: '环境', name_en: 'x' },
        leaf('0601', 'complaint'),
        leaf('0602', 'praise'),
      ],
      done: false,
      known: false,
    } as never,
  })
  await flushPromises()
  const typeAfter = async (category: string, type: string) => {
    await page.setProps({ modelValue: { ...blank, type } } as never)
    const model = page.props('modelValue') as unknown as Fields
    await page.get('[data-testid=register-category]').setValue(category)
    return model.type
  }
  expect(await typeAfter('0601', 'help')).toBe('complaint')
  expect(await typeAfter('0602', 'help')).toBe('help')
  expect(await typeAfter('0601', 'whistle')).toBe('whistle')
})
