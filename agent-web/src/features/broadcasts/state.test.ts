import { expect, it } from 'vitest'
import type { Broadcast, PromptEntry, PromptList } from './client'
import { endOf, heard, lacking, ownPrompt, wordsOf } from './state'

const NOW = Date.parse('2026-11-29T19:30:00Z') // half past three in the night of the 30th, in the city
const b = (more: Partial<Broadcast>): Broadcast => ({
  id: 'typhoon',
  names: { zh: '台风' },
  on: true,
  rev: 'x',
  said: [],
  uses: [],
  ...more,
})

it('is heard until its time is over', () => {
  expect(heard(b({}), NOW)).toBe(true)
  expect(heard(b({ on: false }), NOW)).toBe(false)
  expect(heard(b({ until: '2026-11-29T19:30:01Z' }), NOW)).toBe(true)
  expect(heard(b({ until: '2026-11-29T19:30:00Z' }), NOW)).toBe(false)
})

it.each([
  ['open', '', undefined],
  ['two_hours', '', '2026-11-29T21:30:00.000Z'],
  ['midnight', '', '2026-11-30T16:00:00.000Z'],
  ['morning', '', '2026-12-01T00:00:00.000Z'],
  ['at', '2026-12-02 06:15', '2026-12-01T22:15:00.000Z'],
  ['at', '', undefined],
] as const)('ends by itself: %s %s', (end, at, want) => expect(endOf(end, at, NOW)).toBe(want))

const entry = (language: string, more: Partial<PromptEntry> = {}): PromptEntry => ({
  key: 'typhoon',
  language,
  arguments: [],
  at: '',
  by: { id: '', name: '' } as PromptEntry['by'],
  rev: 0,
  shipped: true,
  forms: { other: '台风' },
  ...more,
})
const prompts = (...entries: PromptEntry[]): PromptList => ({
  arguments: [],
  engines: [],
  readings: [],
  languages: ['zh', 'yue', 'en'].map((id) => ({ id, name: id, categories: null })),
  prompts: [
    {
      key: 'typhoon',
      uses: [],
      missing_sound: [],
      missing_text: [],
      values: [],
      recordable: true,
      own: true,
      entries,
    },
  ],
})

it('says in which languages there are no words, written or recorded', () => {
  const recorded = entry('yue', { forms: {}, recording: { seconds: 3 } as PromptEntry['recording'] })
  const lacks = (list: PromptList, said = ['typhoon']) => lacking(wordsOf(said, list))
  expect(lacks(prompts(entry('zh'), recorded, entry('en')))).toEqual([])
  expect(lacks(prompts(entry('zh'), recorded, entry('en', { forms: { other: '' } })))).toEqual(['en'])
  expect(lacks(prompts(entry('zh'), entry('en')))).toEqual(['yue'])
  expect(lacks(prompts(entry('zh')), ['flood'])).toEqual(['zh', 'yue', 'en'])
  expect(wordsOf(['typhoon'], null)).toEqual([])
})

it('names the prompt of its own words as prompts are named', () =>
  expect(ownPrompt('water-cut')).toBe('broadcast_water_cut'))
