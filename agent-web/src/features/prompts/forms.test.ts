import { expect, it } from 'vitest'
import type { PromptArgument } from './client'
import { briefly, faultsOf, formsWanted, insert, numbersOf, sameForms, tidy, trials } from './forms'

const KNOWN: PromptArgument[] = [
  { name: 'n', kind: 'count' },
  { name: 'm', kind: 'minutes' },
  { name: 'dept', kind: 'name' },
  { name: 'date', kind: 'date' },
  { name: 'city', kind: 'name', optional: true },
]
const EN = ['one', 'other']
const codes = (forms: Record<string, string>, categories = EN, values = ['m', 'n']) =>
  faultsOf(forms, categories, values, KNOWN).map((f) => `${f.field} ${f.code}`)

it('asks for each form that a language has, where the prompt says how many', () => {
  expect(formsWanted({ other: 'Goodbye.' }, EN, [])).toEqual(['other'])
  expect(formsWanted({ other: '{n} ahead' }, EN, [])).toEqual(EN)
  expect(formsWanted({ other: '' }, EN, ['n'])).toEqual(EN)
  expect(formsWanted({ zero: 'You are next.', other: '{n}' }, EN, ['n'])).toEqual(['zero', ...EN])
  expect(formsWanted({ other: '{n}位' }, ['other'], ['n'])).toEqual(['other'])
  expect(
    formsWanted({ zero: 'a', other: '{n}' }, ['zero', 'one', 'two', 'few', 'many', 'other'], ['n']),
  ).toHaveLength(6)
})

it('shows numbers of each form, by the rules of the language', () => {
  expect(numbersOf('en', 'one', EN)).toEqual([1])
  expect(numbersOf('en', 'other', EN)).toEqual([0, 2, 3])
  expect(numbersOf('en', 'zero', EN)).toEqual([0])
  expect(numbersOf('ar', 'few', ['zero', 'one', 'two', 'few', 'many', 'other'])).toEqual([3, 4, 5])
  expect(numbersOf('yue', 'other', ['other'])).toEqual([0, 1, 2])
  expect(numbersOf('xx', 'one', EN)).toEqual([]) // a language that browsers do not know
})

it('names what is missing, lost or unknown, before it is sent', () => {
  expect(codes({ one: 'One ahead, {m}.', other: '{n} ahead, {m}.' })).toEqual([])
  expect(codes({ zero: 'You are next.', one: 'One, {m}.', other: '{n} in {city}, {m}.' })).toEqual([])
  expect(codes({ other: '{n} ahead, {m}.' })).toEqual(['forms.one required'])
  expect(codes({ one: ' ', other: '{n}' })).toEqual(['forms.one required', 'forms.other.{m} required'])
  expect(codes({ other: '{n}位' }, ['other'], ['m', 'n'])).toEqual(['forms.other.{m} required'])
  expect(codes({ other: '再见{dept}{colour}' }, ['other'], [])).toEqual([
    'forms.other.{dept} unknown',
    'forms.other.{colour} unknown',
  ])
  expect(codes({}, ['other'], [])).toEqual(['forms.other required'])
})

it('sends what is wanted, without space and without an empty form for none', () => {
  expect(tidy({ zero: ' ', one: ' a ', other: 'b', few: 'c' }, ['zero', 'one', 'other'])).toEqual({
    one: 'a',
    other: 'b',
  })
  expect(sameForms({ other: 'a ' }, { other: 'a', zero: '' })).toBe(true)
  expect(sameForms({ other: 'a' }, { other: 'a', zero: 'b' })).toBe(false)
})

it('puts a value where the cursor is', () => {
  expect(insert('前面位', '{n}', 2, 2)).toEqual({ text: '前面{n}位', at: 5 })
  expect(insert('前面几位', '{n}', 2, 3)).toEqual({ text: '前面{n}位', at: 5 })
  expect(insert('前面', '{n}')).toEqual({ text: '前面{n}', at: 5 })
})

it('tries numbers first, then each other value, and nothing where there is none', () => {
  const tried = trials(['m', 'n'], KNOWN, 'en')
  expect(tried.slice(0, 6).map((v) => v.n)).toEqual(['0', '1', '2', '10', '11', '101'])
  expect(tried.slice(6).map((v) => v.m)).toEqual(['1', '2', '11'])
  expect(trials(['date'], KNOWN, 'zh')[0]).toEqual({ date: '2026-10-08' })
  expect(trials(['dept'], KNOWN, 'en')[0]).toEqual({ dept: 'the Water Bureau' })
  expect(trials(['dept'], KNOWN, 'hak')[0]).toEqual({ dept: '水务局' }) // a language added by data
  expect(trials([], KNOWN, 'zh')).toEqual([])
})

it('shows of long sentences the part that differs', () => {
  const said = (n: string) =>
    `现在不是人工服务时间。人工服务时间是每天${n}到二十点。请在提示音后留言，我们会在下一个时段联系您。`
  expect(briefly([said('八点'), said('十二点')], ['from', 'from'])).toEqual([
    '…人工服务时间是每天八点到二十点。请在提…',
    '…人工服务时间是每天十二点到二十点。请在提…',
  ])
  expect(briefly(['前面还有一位。', '前面还有两位。'], ['n', 'n'])).toEqual([
    '前面还有一位。',
    '前面还有两位。',
  ])
  const long = said('八点')
  expect(briefly([long, said('九点')], ['from', 'to'])[0]).toBe(long)
})
