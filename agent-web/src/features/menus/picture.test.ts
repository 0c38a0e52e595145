import { expect, test } from 'vitest'
import type { Flow } from './flow'
import { beside, keyLabel, picture } from './picture'

const flow: Flow = {
  id: 'main',
  start: 'hello',
  nodes: {
    hello: { kind: 'say', next: 'menu' },
    menu: {
      kind: 'menu',
      keys: { '1': 'complaint', '2': 'more', '0': 'complaint', '9': 'gone' },
      fallback: 'complaint',
    },
    complaint: { kind: 'queue', queue: 'complaint' },
    more: { kind: 'menu', keys: { '*': 'menu' }, fallback: 'complaint' },
    old: { kind: 'goodbye' },
  },
}
const p = picture(flow)
const box = (id: string) => p.boxes.find((b) => b.id === id)

test('the keys to one end have a row: its node, or a mark where the node stands elsewhere', () => {
  expect(p.boxes.filter((b) => b.column === 2).map((b) => [b.node, b.keys, b.mark, b.row])).toEqual([
    ['complaint', ['1', '0'], false, 0],
    ['more', ['2'], false, 1],
  ])
  expect(box('more keys * →')).toMatchObject({ node: 'menu', mark: true, keys: ['*'], column: 3 })
})

test('where a call goes on stands beside, what its keys lead to below', () => {
  const q = picture({
    id: 'main',
    start: 'night',
    nodes: {
      night: { kind: 'hours', closed: 'box', open: 'language' },
      language: { kind: 'language', keys: { '0': 'officer' }, next: 'menu', fallback: 'officer' },
      menu: { kind: 'menu', keys: { '1': 'officer' }, fallback: 'officer' },
      officer: { kind: 'queue' },
      box: { kind: 'message', next: 'officer' },
    },
  })
  const at = Object.fromEntries(q.boxes.map((b) => [b.id, `${b.column}:${b.row}`]))
  expect(at).toMatchObject({ night: '0:0', language: '1:0', menu: '2:0', officer: '2:1', box: '1:2' })
})

test('what is entered from elsewhere, after a talk, is reached', () => {
  const q = picture({ ...flow, entries: { survey: 'old' } })
  expect(q.boxes.filter((b) => b.unreached)).toEqual([])
  expect(q.boxes.find((b) => b.id === 'old')).toMatchObject({ column: 0 })
})

test('keys are told in short', () => {
  const said = (keys: string) => keyLabel(keys.split(','))
  expect(['1', '1,2', '1,2,3,4', '0,1,9,*', '12315,12320'].map(said)).toEqual([
    '1',
    '1 2',
    '1-4',
    '0…*',
    '×2',
  ])
  expect(keyLabel([])).toBe('')
})

test('a key that leads to no node has no line; the list of faults names it', () => {
  expect(p.lines.some((l) => l.way.to === 'gone')).toBe(false)
})

test('what follows without a key is a line, and no box', () => {
  const fallbacks = p.lines.filter((l) => l.way.field === 'fallback')
  expect(fallbacks.map((l) => [l.from, l.to, l.cross])).toEqual([
    ['menu', 'complaint', true],
    ['more', 'complaint', true],
  ])
})

test('a node that no caller reaches is marked', () => {
  expect(p.boxes.filter((b) => b.unreached).map((b) => b.id)).toEqual(['old'])
})

test('arrow keys lead to what lies beside', () => {
  expect(beside(p, 'hello', 'ArrowRight')).toBe('menu')
  expect(beside(p, 'menu', 'ArrowRight')).toBe('complaint')
  expect(beside(p, 'more', 'ArrowUp')).toBe('complaint')
  expect(beside(p, 'complaint', 'ArrowDown')).toBe('more')
  expect(beside(p, 'more', 'ArrowLeft')).toBe('menu')
  expect(beside(p, 'hello', 'ArrowLeft')).toBe('hello')
  expect(beside(p, 'nothing', 'ArrowLeft')).toBe('hello')
})

test('a menu of 500 nodes is laid out in one pass', () => {
  const nodes: Flow['nodes'] = {}
  for (let n = 0; n < 500; n++) {
    const keys = Object.fromEntries([1, 2, 3].map((k) => [`${k}`, `n${(n * 3 + k) % 500}`]))
    nodes[`n${n}`] = { kind: 'menu', keys, fallback: 'n0' }
  }
  const big = picture({ id: 'big', start: 'n0', nodes })
  expect(big.boxes.filter((b) => !b.mark).length).toBe(500)
  expect(big.lines.length).toBe(2000)
})
