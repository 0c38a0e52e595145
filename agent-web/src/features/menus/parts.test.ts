import { expect, test } from 'vitest'
import { compare, merge } from '@/lib/stale'
import type { Flow } from './flow'
import { flowOf, partsOf } from './parts'

const words = { start: '开始', kind: (k: string) => k, field: (f: string) => f }
const flow = (over: Partial<Flow> = {}): Flow => ({
  id: 'main',
  start: 'menu',
  titles: { menu: '主菜单' },
  nodes: {
    menu: { kind: 'menu', prompts: ['menu_short'], keys: { '1': 'a' } },
    a: { kind: 'queue', queue: 'general' },
  },
  ...over,
})

test('a flow is its parts: taken apart and put together it is the same', () => {
  expect(flowOf(flow(), partsOf(flow(), words))).toEqual(flow())
  const plain = flow()
  delete plain.titles
  expect(flowOf(plain, partsOf(plain, words))).toEqual(plain)
})

test('what two administrators did to different nodes is merged, what both did is asked', () => {
  const was = flow()
  const theirs = flow({
    nodes: { ...was.nodes, a: { kind: 'queue', queue: 'theirs' }, extra: { kind: 'goodbye' } },
  })
  const mine = flow({
    nodes: { ...was.nodes, a: { kind: 'queue', queue: 'mine' } },
    titles: { menu: '菜单' },
  })
  const [w, o, m] = [was, theirs, mine].map((f) => partsOf(f, words)) as [never, never, never]
  const rows = compare(w, o, m)
  expect(rows.map((r) => [r.key, r.by])).toEqual([
    ['node.menu', 'mine'],
    ['node.a', 'both'],
    ['node.extra', 'theirs'],
  ])
  const out = flowOf(
    mine,
    merge(rows, { 'node.menu': 'mine', 'node.a': 'theirs', 'node.extra': 'theirs' }, o, m),
  )
  expect(out.nodes.a).toEqual({ kind: 'queue', queue: 'theirs' })
  expect(out.nodes.extra).toEqual({ kind: 'goodbye' })
  expect(out.titles).toEqual({ menu: '菜单' })
})
