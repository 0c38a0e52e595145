import { beforeAll, expect, test } from 'vitest'
import { loadTexts } from '@/i18n'
import {
  addNode,
  byKey,
  type Exit,
  exits,
  exitsOf,
  type Flow,
  type FlowNode,
  freeKeys,
  keysTo,
  lead,
  moveKey,
  removeNode,
  setField,
  setKind,
  setTitle,
  titleOf,
  ways,
} from './flow'

beforeAll(() => loadTexts(['menus']))

const flow = (): Flow => ({
  id: 'main',
  start: 'language',
  entries: { survey: 'rate' },
  titles: { fax: '传真' },
  nodes: {
    language: {
      kind: 'language',
      choices: [
        { key: '1', language: 'zh', prompts: ['lang_zh'] },
        { key: '2', language: 'yue', prompts: ['lang_yue'] },
      ],
      next: 'service',
      keys: { '0': 'officer' },
      fallback: 'officer',
    },
    service: {
      kind: 'menu',
      keys: { '0': 'officer', '*': 'language', '1': 'complaint', '5': 'fax' },
      fallback: 'officer',
    },
    complaint: { kind: 'queue', queue: 'complaint' },
    officer: { kind: 'queue', queue: 'general' },
    fax: { kind: 'fax', prompts: ['fax_15'], next: 'bye', fallback: 'officer' },
    rate: { kind: 'survey', next: 'bye' },
    bye: { kind: 'goodbye' },
  },
})
const node = (f: Flow, id: string): FlowNode => {
  const n = f.nodes[id]
  if (!n) throw new Error(`no node ${id}`)
  return n
}
const out = (id: string): Exit[] => exitsOf(id, node(flow(), id))
const first = (list: Exit[]): Exit => {
  const [e] = list
  if (!e) throw new Error('no way')
  return e
}
const drawn = (list: { from: string; to: string; key?: string; field: string }[]) =>
  list.map((e) => `${e.from} ${e.key ?? e.field} ${e.to}`)

test('the ways out of a node are drawn in the order of the keys, then what follows by itself', () => {
  expect(drawn(out('service'))).toEqual([
    'service 1 complaint',
    'service 5 fax',
    'service * language',
    'service 0 officer',
    'service fallback officer',
  ])
  expect(exits(flow()).length).toBe(11)
  expect(drawn(ways(flow(), 'bye'))).toEqual(['fax next bye', 'rate next bye'])
})

test('a node of a kind that this page does not know has no way out, and is no fault', () => {
  expect(exitsOf('x', { kind: 'hologram', next: 'bye' })).toEqual([])
})

test('keys lie as on a telephone', () => {
  expect(['0', '#', '*', '9', '1'].sort(byKey)).toEqual(['1', '9', '*', '0', '#'])
  expect(['12333', '12315'].sort(byKey)).toEqual(['12315', '12333'])
})

test('a field that is emptied goes, and the flow from before stays as it was', () => {
  const before = flow()
  const after = setField(before, 'fax', 'prompts', [])
  expect('prompts' in node(after, 'fax')).toBe(false)
  expect(node(before, 'fax').prompts).toEqual(['fax_15'])
  expect(node(setField(before, 'complaint', 'queue', 'general'), 'complaint').queue).toBe('general')
})

test('a way leads elsewhere, or nowhere', () => {
  const one = first(out('service'))
  expect(node(lead(flow(), one, 'officer'), 'service').keys).toMatchObject({ '1': 'officer' })
  expect(node(lead(flow(), one, ''), 'service').keys).toEqual({ '0': 'officer', '*': 'language', '5': 'fax' })
  const next = first(out('rate'))
  expect(node(lead(flow(), next, ''), 'rate')).toEqual({ kind: 'survey' })
})

test('two ways that change keys lose neither', () => {
  const one = first(out('service'))
  expect(node(moveKey(flow(), one, '5'), 'service').keys).toMatchObject({ '1': 'fax', '5': 'complaint' })
  expect(node(moveKey(flow(), one, '9'), 'service').keys).toEqual({
    '0': 'officer',
    '*': 'language',
    '5': 'fax',
    '9': 'complaint',
  })
})

test('a language menu gives no key away that one of its languages has', () => {
  expect(freeKeys(node(flow(), 'language'))).toEqual(['3', '4', '5', '6', '7', '8', '9', '*', '#'])
})

test('a new node has a name of its own, a title, and works at once', () => {
  const one = addNode(flow(), 'fax', '第二台传真')
  expect(one.id).toBe('fax_2')
  expect(titleOf(one.flow, 'fax_2')).toBe('第二台传真')
  expect(addNode(one.flow, 'fax').id).toBe('fax_3')
  expect(addNode(flow(), 'message').flow.nodes.message).toMatchObject({
    max: 180e9,
    saved: ['voicemail_saved'],
  })
})

test('a node goes with all that leads to it, entries and title too; the start stays', () => {
  const cut = removeNode(flow(), 'fax')
  expect(ways(cut, 'fax')).toEqual([])
  expect(node(cut, 'service').keys).toEqual({ '0': 'officer', '*': 'language', '1': 'complaint' })
  expect(cut.titles).toEqual({})
  expect(removeNode(flow(), 'rate').entries).toEqual({})
  expect(removeNode(flow(), 'language')).toEqual(flow())
  expect(removeNode(flow(), 'nothing')).toEqual(flow())
})

test('another kind keeps what both have', () => {
  const other = node(setKind(flow(), 'fax', 'message'), 'fax')
  expect(other).toMatchObject({
    kind: 'message',
    prompts: ['fax_15'],
    next: 'bye',
    fallback: 'officer',
    max: 180e9,
  })
  expect('failed' in other).toBe(false)
})

test('a title that is emptied gives way to what the page calls the node, or to its name in the file', () => {
  expect(titleOf(setTitle(flow(), 'bye', ''), 'bye')).toBe('bye')
  expect(titleOf(setTitle(flow(), 'fax', ''), 'fax')).toBe('传真')
  expect(titleOf(setTitle(flow(), 'bye', '再见'), 'bye')).toBe('再见')
})

test('the keys to a node are those of the shortest way', () => {
  expect(keysTo(flow(), 'complaint')).toBe('11')
  expect(keysTo(flow(), 'bye')).toBe('15')
  expect(keysTo(flow(), 'language')).toBe('')
  expect(keysTo(flow(), 'rate')).toBe('')
})
