import { expect, it } from 'vitest'
import { type Choice, compare, merge, type Part } from './stale'

const parts = (of: Record<string, unknown>): Part[] =>
  Object.entries(of).map(([key, raw]) => ({ key, label: key, said: String(raw ?? ''), raw }))
const values = (list: Part[]) => Object.fromEntries(list.map((p) => [p.key, p.raw]))

it('asks about what differs, and knows who changed it', () => {
  const rows = compare(
    parts({ a: 1, b: 1, c: 1, d: 1, e: '', f: false }),
    parts({ a: 2, b: 1, c: 2, d: 2, e: undefined, f: undefined }),
    parts({ a: 1, b: 2, c: 3, d: 2, e: null, f: '' }),
  )
  expect(rows.map((r) => [r.key, r.by])).toEqual([
    ['a', 'theirs'],
    ['b', 'mine'],
    ['c', 'both'],
  ])
})

it('does not ask about what reads alike', () => {
  const part = (raw: unknown): Part[] => [{ key: 'closing', label: '', said: '17:30', raw }]
  expect(compare(part(0), part(1050), part(0))).toEqual([])
})

it('asks about all of something new that is there already', () => {
  const rows = compare([], parts({ code: 'Y04', name: '甲' }), parts({ code: 'Y04', name: '乙' }))
  expect(rows.map((r) => [r.key, r.by])).toEqual([['name', 'both']])
})

it('loses nothing: whatever is chosen, each thing is what one of the two says', () => {
  const raw = (n: number) => (n === 0 ? undefined : n)
  const forms: Part[][] = []
  for (let n = 0; n < 27; n++) {
    const of = { a: raw(n % 3), b: raw(Math.floor(n / 3) % 3), c: raw(Math.floor(n / 9)) }
    forms.push(parts(of).filter((p) => p.raw !== undefined)) // a row may be missing
  }
  for (const was of forms)
    for (const theirs of forms)
      for (const mine of forms) {
        const rows = compare(was, theirs, mine)
        const pick = (c: Choice) => Object.fromEntries(rows.map((r) => [r.key, c]))
        expect(values(merge(rows, pick('theirs'), theirs, mine))).toEqual(values(theirs))
        expect(values(merge(rows, pick('mine'), theirs, mine))).toEqual(values(mine))
        for (const r of rows.filter((r) => r.by === 'theirs'))
          expect(values(was)[r.key]).toBe(values(mine)[r.key]) // nobody here touched it
      }
})
