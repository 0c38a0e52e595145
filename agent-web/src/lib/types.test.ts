import { afterEach, expect, it, vi } from 'vitest'
import { loadTexts, setLocale, t } from '@/i18n'
import { allTypes, loadTypes, openTypes, protects } from './types'

afterEach(() => vi.unstubAllGlobals())

it("offers the city's types by its names, in each language", async () => {
  await loadTexts([])
  expect(openTypes()).toContain('praise')
  const list = [
    { code: 'help', name: '求决', name_en: 'Request' },
    { code: 'praise', name: '表扬', ended: true },
    { code: 'consumer', name: '消费维权', name_hk: '消費維權', protects: true },
    { code: 'other', name: '', name_en: 'Misc' },
  ]
  vi.stubGlobal(
    'fetch',
    vi.fn(
      async () => new Response(JSON.stringify(list), { headers: { 'Content-Type': 'application/json' } }),
    ),
  )
  await loadTypes()
  expect(openTypes()).toEqual(['help', 'consumer', 'other'])
  expect(openTypes('praise')).toContain('praise')
  expect(allTypes()).toHaveLength(4)
  expect(['report', 'consumer', 'help'].filter(protects)).toEqual(['report', 'consumer'])
  expect([t('type.help'), t('type.consumer'), t('type.other')]).toEqual(['求决', '消费维权', '其他'])
  await setLocale('zh-HK')
  expect([t('type.help'), t('type.consumer')]).toEqual(['求决', '消費維權'])
  await setLocale('en')
  expect([t('type.help'), t('type.consumer'), t('type.other')]).toEqual(['Request', '消费维权', 'Misc'])
  await setLocale('zh-CN')
  expect(t('type.help')).toBe('求决')
})
