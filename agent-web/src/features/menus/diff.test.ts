import { expect, test } from 'vitest'
import { differences, fieldsChanged } from './diff'
import type { Flow } from './flow'

const flow = (nodes: Flow['nodes'], titles = {}): Flow => ({ id: 'main', start: 'menu', nodes, titles })

test('nodes that came, changed and went are told, and no others', () => {
  const before = flow({
    menu: { kind: 'menu', keys: { '1': 'a', '2': 'b' } },
    a: { kind: 'queue' },
    b: { kind: 'goodbye' },
  })
  const after = flow({
    menu: { kind: 'menu', keys: { '2': 'b', '1': 'a' } },
    a: { kind: 'message' },
    c: { kind: 'goodbye' },
  })
  expect([...differences(before, after)]).toEqual([
    ['a', 'changed'],
    ['c', 'added'],
    ['b', 'removed'],
  ])
})

test('another title is a change of the node', () => {
  const nodes = { menu: { kind: 'menu' } }
  expect([...differences(flow(nodes), flow(nodes, { menu: '主菜单' }))]).toEqual([['menu', 'changed']])
  expect(differences(flow(nodes), flow(nodes)).size).toBe(0)
})

test('the fields of a node that differ are named, also those that one of both lacks', () => {
  expect(
    fieldsChanged(
      { kind: 'say', prompts: ['a'], next: 'x' },
      { kind: 'say', prompts: ['b'], language: 'zh', next: 'x' },
    ),
  ).toEqual(['prompts', 'language'])
  expect(fieldsChanged(undefined, { kind: 'say' })).toEqual(['kind'])
})
