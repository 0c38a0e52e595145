import { expect, it } from 'vitest'
import { between, into, levelsOf, step } from './levels'

const q = (id: string, priority = 0) => ({ id, priority })
const three = levelsOf([q('a'), q('b'), q('c', 10)])
const ids = (levels: { id: string }[][]) => levels.map((l) => l.map((x) => x.id).join('')).join('|')

it('shows what is served first, and what alike', () => {
  expect(ids(three)).toBe('c|ab')
  expect(ids(levelsOf([]))).toBe('')
  expect(ids(levelsOf([q('a', -5), q('b', 3), q('c', -5)]))).toBe('b|ac')
})

it.each([
  ['c', 1, 'abc'],
  ['c', -1, 'c|ab'],
  ['a', -1, 'c|a|b'],
  ['a', 1, 'c|b|a'],
  ['nobody', 1, 'c|ab'],
] as const)('moves %s by a step of %d: %s', (id, by, want) => expect(ids(step(three, id, by))).toBe(want))

it('comes everywhere in steps, and back', () => {
  let levels = three
  const seen = [ids(levels)]
  for (let i = 0; i < 4; i++) {
    levels = step(levels, 'b', -1)
    seen.push(ids(levels))
  }
  expect(seen).toEqual(['c|ab', 'c|b|a', 'bc|a', 'b|c|a', 'b|c|a'])
})

it('takes a queue between two levels, or into one', () => {
  expect(ids(between(three, 'b', 0))).toBe('b|c|a')
  expect(ids(between(three, 'c', 2))).toBe('ab|c')
  expect(ids(between(three, 'c', 0))).toBe('c|ab')
  expect(ids(into(three, 'c', 1))).toBe('abc')
  expect(ids(into(three, 'a', 0))).toBe('ac|b')
  expect(ids(into(three, 'a', 1))).toBe('c|ab')
})
