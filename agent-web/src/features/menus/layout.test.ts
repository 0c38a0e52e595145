import { expect, test } from 'vitest'
import { layout, type Way } from './layout'

const ways = (text: string): Way[] =>
  text.split(' ').map((w) => {
    const [from = '', to = ''] = w.split('>')
    return { from, to }
  })
const nodesOf = (list: Way[]) => [...new Set(list.flatMap((w) => [w.from, w.to]))]

test('a node stands beside the first that it leads to, its leaves one below the other', () => {
  const list = ways('start>menu menu>one menu>two menu>three')
  const l = layout(nodesOf(list), list, ['start'])
  expect(l.places.get('one')).toEqual({ column: 2, row: 0 })
  expect(l.places.get('two')).toEqual({ column: 2, row: 1 })
  expect(l.places.get('three')).toEqual({ column: 2, row: 2 })
  expect(l.places.get('menu')).toEqual({ column: 1, row: 0 })
  expect(l.places.get('start')).toEqual({ column: 0, row: 0 })
  expect([l.rows, l.columns]).toEqual([3, 3])
})

test('a node to which many ways lead stands where the shortest of them comes, once', () => {
  const list = ways('start>language language>zh language>officer zh>menu menu>officer menu>language')
  const l = layout(nodesOf(list), list, ['start'])
  expect(l.places.get('officer')?.column).toBe(2)
  expect(l.tree.size).toBe(nodesOf(list).length - 1)
  expect([...l.tree].map((w) => `${w.from}>${w.to}`)).not.toContain('menu>officer')
})

test('nodes that nothing leads to stand below the tree and are named', () => {
  const list = ways('start>menu menu>one')
  const l = layout([...nodesOf(list), 'old', 'older'], [...list, { from: 'old', to: 'older' }], ['start'])
  expect(l.unreached).toEqual(['old', 'older'])
  expect(l.places.get('old')).toEqual({ column: 0, row: 1 })
  expect(l.places.get('older')).toEqual({ column: 1, row: 1 })
})

test('every root begins a tree, and what it leads to is reached', () => {
  const list = ways('start>one rate>thanks')
  const l = layout(nodesOf(list), list, ['start', 'rate'])
  expect(l.places.get('rate')).toEqual({ column: 0, row: 1 })
  expect(l.unreached).toEqual([])
})

test('a start that does not exist leaves every node in sight, and each is unreached', () => {
  const list = ways('menu>one')
  const l = layout(nodesOf(list), list, ['gone'])
  expect(l.unreached).toEqual(['menu', 'one'])
  expect(l.places.size).toBe(2)
})

test('a way to a node that does not exist is not drawn', () => {
  const l = layout(['start'], ways('start>gone'), ['start'])
  expect([...l.places.keys()]).toEqual(['start'])
  expect(l.tree.size).toBe(0)
})

test('no two nodes stand at one place, whatever the menu: 60 random graphs of up to 500 nodes', () => {
  let seed = 7
  const below = (n: number) => {
    seed = (seed * 48271) % 2147483647
    return seed % n
  }
  for (let round = 0; round < 60; round++) {
    const nodes = Array.from({ length: 1 + below(500) }, (_, i) => `n${i}`)
    const list = Array.from({ length: below(nodes.length * 3) }, () => ({
      from: `n${below(nodes.length)}`,
      to: `n${below(nodes.length)}`,
    }))
    const l = layout(nodes, list, ['n0'])
    expect(l.places.size).toBe(nodes.length)
    const taken = new Set([...l.places.values()].map((p) => `${p.column}:${p.row}`))
    expect(taken.size).toBe(nodes.length)
  }
})
