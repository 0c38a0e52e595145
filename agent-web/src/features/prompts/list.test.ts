import { afterEach, expect, it } from 'vitest'
import { locale } from '@/i18n'
import type { PromptEntry, PromptLine, PromptList } from './client'
import { counted, lacks, nameOf, placeOf, shown, stateOf, usesShort, voiceless } from './list'

afterEach(() => {
  locale.value = 'zh-CN'
})
const entry = (language: string, text: string, more: Partial<PromptEntry> = {}) =>
  ({ language, forms: { other: text }, rev: 0, arguments: [], shipped: true, ...more }) as PromptEntry
const line = (key: string, more: Partial<PromptLine> = {}): PromptLine => ({
  key,
  uses: [],
  entries: [],
  missing_text: [],
  missing_sound: [],
  values: [],
  recordable: true,
  own: false,
  ...more,
})
const goodbye = line('goodbye', {
  entries: [
    entry('zh', '感谢您的来电。', { recording: { sum: 'a' } as PromptEntry['recording'] }),
    entry('en', 'Goodbye.'),
  ],
  missing_text: ['yue'],
  missing_sound: ['en'],
})
const offered = line('lang_yue', { entries: [entry('yue', '廣東話服務請撳2。', { unheard: true })] })

it('tells a text that is missing from a voice that is missing', () => {
  expect(['zh', 'yue', 'en'].map((l) => stateOf(goodbye, l))).toEqual(['recorded', 'no_text', 'no_voice'])
  expect(stateOf(offered, 'yue')).toBe('spoken')
  expect(stateOf(offered, 'zh')).toBe('none')
  expect(stateOf(line('x', { missing_text: ['hak'] }), 'hak')).toBe('no_text') // a fourth language, added by data
  expect([lacks(goodbye), lacks(goodbye, 'zh'), lacks(goodbye, 'en')]).toEqual([true, false, true])
})

it('finds by a text, the key, the name, its initials or the place', () => {
  const greet = line('welcome', { uses: [{ kind: 'menu', name: 'main', node: 'language' }] })
  const found = (word: string) => shown([goodbye, offered, greet], 'all', word).map((l) => l.key)
  expect(found('')).toEqual(['goodbye', 'lang_yue', 'welcome'])
  expect(found('来电')).toEqual(['goodbye'])
  expect(found('GOODBYE')).toEqual(['goodbye'])
  expect(found('道别')).toEqual(['goodbye'])
  expect(found('db')).toContain('goodbye')
  expect(found('选语种')).toEqual(['welcome'])
  expect(found('没有这个词')).toEqual([])
})

it('filters what is missing and what is to be heard', () => {
  const all = [goodbye, offered]
  expect(shown(all, 'missing', '').map((l) => l.key)).toEqual(['goodbye'])
  expect(shown(all, 'unheard', '').map((l) => l.key)).toEqual(['lang_yue'])
  expect([counted(all, 'all'), counted(all, 'missing'), counted(all, 'unheard')]).toEqual([2, 1, 1])
  expect(voiceless({ prompts: all } as PromptList)).toEqual([{ key: 'goodbye', language: 'en' }])
})

it('says in words what a prompt is and where it is heard', () => {
  expect([nameOf('queue_pos'), nameOf('typhoon_9')]).toEqual(['前面还有几位', 'typhoon_9'])
  expect(placeOf({ kind: 'calls' })).toBe('通话本身')
  expect(placeOf({ kind: 'menu', node: 'complaint' })).toBe('投诉求助')
  expect(placeOf({ kind: 'menu', node: 'complaint', title: '热线投诉' })).toBe('热线投诉')
  expect(placeOf({ kind: 'menu', node: 'queue_2' })).toBe('queue_2')
  expect(usesShort([])).toBe('未使用')
  expect(usesShort([{ kind: 'draft', node: 'typhoon' }])).toBe('草稿：应急播报')
  expect(
    usesShort([
      { kind: 'menu', node: 'fax' },
      { kind: 'menu', node: 'other' },
    ]),
  ).toBe('2 处')
})
