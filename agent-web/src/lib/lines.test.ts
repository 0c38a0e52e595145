import { expect, it } from 'vitest'
import type { MergedLine } from '@/api/client'
import { lineOf } from './lines'

it('knows the line that was dialled, with an area code too', () => {
  const all = [
    { number: '12333', name: '人社热线' },
    { number: '333', name: '短号' },
    { number: '12315', name: '市场监管', ended: true },
  ] as MergedLine[]
  const name = (called?: string) => lineOf(all, called)?.name
  expect([
    name('12333'),
    name('057112333'),
    name('12345'),
    name('12315'),
    name('1234512333'),
    name(),
  ]).toEqual(['人社热线', '人社热线', undefined, undefined, undefined, undefined])
})
