import { expect, it } from 'vitest'
import { compare, merge } from '@/lib/stale'
import type { LineSettings } from './client'
import { formOf, formParts, inherited, partsOf, settingsOf, withEntry, withValue } from './settings'

const label = (field: string, key = '') => `${field} ${key}`.trim()
const set: LineSettings = {
  flow: 'main',
  languages: ['zh', 'en'],
  offer_s: 15,
  name: { zh: '望海', en: 'Wanghai' },
  queues: { general: 'market' },
}

it('sets a value, and lets it be inherited again', () => {
  expect(withValue({}, 'mode', 'full')).toEqual({ mode: 'full' })
  for (const nothing of ['', 0, undefined, []])
    expect(withValue(set, 'languages', nothing)).not.toHaveProperty('languages')
  expect(inherited(set, 'name')).not.toHaveProperty('name')
  expect(set.name).toEqual({ zh: '望海', en: 'Wanghai' })
})

it('sets an entry; with the last one the whole goes', () => {
  expect(withEntry({}, 'name', 'zh', 'x').name).toEqual({ zh: 'x' })
  expect(withEntry(set, 'name', 'en', ' ').name).toEqual({ zh: '望海' })
  expect(withEntry(set, 'queues', 'general', '')).not.toHaveProperty('queues')
})

it('reads what it wrote in parts', () => {
  expect(settingsOf(partsOf(set, label))).toEqual(set)
  expect(settingsOf([])).toEqual({})
})

it('merges what two have changed', () => {
  const theirs = partsOf(withEntry(set, 'name', 'en', 'Theirs'), label)
  const mine = partsOf(withValue(set, 'offer_s', 20), label)
  const rows = compare(partsOf(set, label), theirs, mine)
  expect(rows.map((r) => [r.key, r.by])).toEqual([
    ['offer_s', 'mine'],
    ['name.en', 'theirs'],
  ])
  const both = settingsOf(merge(rows, { offer_s: 'mine', 'name.en': 'theirs' }, theirs, mine))
  expect(both).toEqual({ ...set, offer_s: 20, name: { zh: '望海', en: 'Theirs' } })
})

it('keeps the unit to which another moved a number meanwhile', () => {
  const read = { unit: 'Y', settings: set }
  const theirs = { unit: 'A1', settings: set }
  const mine = { unit: 'Y', settings: { ...set, offer_s: 20 } }
  const [was, now, own] = [read, theirs, mine].map((d) => formParts(d, label, (u) => `unit ${u}`))
  const rows = compare(was ?? [], now ?? [], own ?? [])
  expect(rows.map((r) => [r.key, r.was, r.theirs, r.by])).toEqual([
    ['unit', 'unit Y', 'unit A1', 'theirs'],
    ['offer_s', '15', '15', 'mine'],
  ])
  expect(formOf(merge(rows, { unit: 'theirs', offer_s: 'mine' }, now ?? [], own ?? []), 'Y')).toEqual({
    unit: 'A1',
    settings: { ...set, offer_s: 20 },
  })
  expect(formOf(formParts(read, label), 'Y')).toEqual(read)
})
