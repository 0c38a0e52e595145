import { t, te } from '@/i18n'
import { type Field, fieldsOf, KINDS, type Kind } from './kinds'
import type { Way } from './layout'

/** A node as the interface has it: its kind, and the fields of that kind. */
export interface FlowNode {
  kind: string
  [field: string]: unknown
}

/** A menu tree. Every function here returns a new flow and leaves the one it was given as it is. */
export interface Flow {
  id: string
  start: string
  version?: string
  entries?: Record<string, string>
  /** What people call the nodes. */
  titles?: Record<string, string>
  nodes: Record<string, FlowNode>
}

/** One choice of a language menu. */
export interface Choice {
  key: string
  language: string
  prompts: string[]
}

/** A way out of a node: the field that names it, and the key or the number where the field has several. */
export interface Exit extends Way {
  field: string
  key?: string
}

const record = (v: unknown) => (v ?? {}) as Record<string, string>
const KEY_ORDER = '123456789*0#'

/** Keys as they lie on a telephone, with 0 behind 9. */
export function byKey(a: string, b: string): number {
  if (a.length !== 1 || b.length !== 1) return a < b ? -1 : Number(a > b)
  return KEY_ORDER.indexOf(a) - KEY_ORDER.indexOf(b)
}

/** All ways out of a node in the order in which they are drawn: its keys, then what follows by itself. */
export function exitsOf(id: string, node: FlowNode): Exit[] {
  const keyed: Exit[] = []
  const others: Exit[] = []
  for (const { name: field, type } of fieldsOf(node.kind)) {
    if (type === 'keys' || type === 'numbers') {
      const to = record(node[field])
      for (const key of Object.keys(to).sort(byKey)) keyed.push({ from: id, to: to[key] ?? '', field, key })
    }
    if (type === 'node' && node[field]) others.push({ from: id, to: String(node[field]), field })
  }
  return [...keyed, ...others]
}

/** All ways of a flow, node by node. */
export const exits = (flow: Flow): Exit[] =>
  Object.entries(flow.nodes).flatMap(([id, node]) => exitsOf(id, node))

/** The ways that lead to a node. */
export const ways = (flow: Flow, to: string): Exit[] => exits(flow).filter((e) => e.to === to)

/** A node by its name; one that does not exist is an empty one of no kind. */
export const nodeOf = (flow: Flow, id: string): FlowNode => flow.nodes[id] ?? { kind: '' }

/** Sets one field of a node; what is empty goes. */
export function setField(flow: Flow, id: string, field: string, value: unknown): Flow {
  const node = { ...nodeOf(flow, id) }
  if (isEmpty(value)) delete node[field]
  else node[field] = value
  return { ...flow, nodes: { ...flow.nodes, [id]: node } }
}

function isEmpty(v: unknown): boolean {
  if (v === undefined || v === null || v === '' || v === 0) return true
  return typeof v === 'object' && Object.keys(v).length === 0
}

/** Lets a way lead to another node, or, where to is '', nowhere. */
export function lead(flow: Flow, way: Exit, to: string): Flow {
  if (way.key === undefined) return setField(flow, way.from, way.field, to)
  const map = { ...record(nodeOf(flow, way.from)[way.field]) }
  if (to) map[way.key] = to
  else delete map[way.key]
  return setField(flow, way.from, way.field, map)
}

/** Gives a way another key; whatever that key did goes to the old one, so that nothing is lost. */
export function moveKey(flow: Flow, way: Exit, key: string): Flow {
  if (way.key === undefined || way.key === key) return flow
  const map = { ...record(nodeOf(flow, way.from)[way.field]) }
  const there = map[key]
  map[key] = way.to
  if (there === undefined) delete map[way.key]
  else map[way.key] = there
  return setField(flow, way.from, way.field, map)
}

/** The keys that a node can still give away. */
export function freeKeys(node: FlowNode): string[] {
  const taken = new Set(Object.keys(record(node.keys)))
  for (const c of (node.choices ?? []) as Choice[]) taken.add(c.key)
  return [...KEY_ORDER].filter((k) => !taken.has(k))
}

/** Adds a node that nothing leads to yet, and returns its name. */
export function addNode(flow: Flow, kind: Kind, title = ''): { flow: Flow; id: string } {
  const id = freeName(flow, kind)
  const nodes = { ...flow.nodes, [id]: blank(kind) }
  const titles = title ? { ...flow.titles, [id]: title } : flow.titles
  return { flow: { ...flow, nodes, ...(titles ? { titles } : {}) }, id }
}

function freeName(flow: Flow, kind: string): string {
  for (let n = 1; ; n++) {
    const id = n === 1 ? kind : `${kind}_${n}`
    if (!(id in flow.nodes)) return id
  }
}

const SECOND = 1_000_000_000

/** Values with which a new node works at once; 3 s to 3 min as in the flow that came with the program. */
const FIRST: Partial<Record<Kind, Record<string, unknown>>> = {
  menu: { input_timeout: 5 * SECOND, keys: {} },
  language: { input_timeout: 4 * SECOND, choices: [] },
  digits: { prompts: ['ticket_enter'], input_timeout: 5 * SECOND, most: 8 },
  progress: { prompts: ['ticket_enter'], pin_prompts: ['ticket_pin'], not_found: ['ticket_none'], status: ['ticket_status'], input_timeout: 5 * SECOND },
  queue: { prompts: ['to_agent'] },
  message: { prompts: ['voicemail_end'], saved: ['voicemail_saved'], max: 180 * SECOND, silence: 5 * SECOND },
  callback: { prompts: ['callback_confirm'], enter_prompts: ['callback_enter'], done: ['callback_done'], input_timeout: 5 * SECOND },
  fax: { prompts: ['fax_15'], failed: ['fax_fail'] },
  survey: { question: 'service', prompts: ['survey_call'], thanks: ['survey_thanks'], answers: 5, input_timeout: 5 * SECOND },
  unit: { prompts: ['transfer_dept'], no_answer: ['transfer_fail'] },
  hours: { prompts: ['afterhours'] },
  restricted: { prompts: ['restricted'] },
  silent: { prompts: ['welcome'], closing: ['goodbye'], wait: 5 * SECOND },
  goodbye: { prompts: ['goodbye'] },
} // biome-ignore format: a table

const blank = (kind: Kind): FlowNode => ({ kind, ...FIRST[kind] })

/** Deletes a node and all ways to it; what followed it stays, reached or not. The start cannot be deleted. */
export function removeNode(flow: Flow, id: string): Flow {
  if (id === flow.start || !(id in flow.nodes)) return flow
  let out = flow
  for (const way of ways(flow, id)) if (way.from !== id) out = lead(out, way, '')
  const { [id]: _, ...nodes } = out.nodes
  const { [id]: __, ...titles } = out.titles ?? {}
  const entries = Object.fromEntries(Object.entries(out.entries ?? {}).filter(([, to]) => to !== id))
  return { ...out, nodes, ...(out.titles ? { titles } : {}), ...(out.entries ? { entries } : {}) }
}

/** Changes what a node is for; fields that the new kind has too are kept, those that it needs get first values. */
export function setKind(flow: Flow, id: string, kind: Kind): Flow {
  const old = nodeOf(flow, id)
  const kept = Object.fromEntries(
    KINDS[kind].flatMap(({ name }: Field) => (name in old ? [[name, old[name]]] : [])),
  )
  return { ...flow, nodes: { ...flow.nodes, [id]: { ...blank(kind), ...kept, kind } } }
}

/** Gives a node the name by which people know it. */
export function setTitle(flow: Flow, id: string, title: string): Flow {
  const { [id]: _, ...others } = flow.titles ?? {}
  return { ...flow, titles: title ? { ...others, [id]: title } : others }
}

/** What a node is called on the page: its title, or what the page calls a node of the shipped menu, or its name in the file. */
export function titleOf(flow: Flow, id: string): string {
  return flow.titles?.[id] || (te(`nodes.${id}`) ? t(`nodes.${id}`) : id)
}

/** The keys that a caller presses from the start to a node, by the shortest way: "12". */
export function keysTo(flow: Flow, id: string): string {
  const seen = new Map<string, string>([[flow.start, '']])
  for (const [at, pressed] of seen) {
    if (at === id) return pressed
    const node = flow.nodes[at]
    if (!node) continue
    for (const c of (node.choices ?? []) as Choice[]) {
      const to = String(node.next ?? '')
      if (to && !seen.has(to)) seen.set(to, pressed + c.key)
    }
    for (const e of exitsOf(at, node)) if (!seen.has(e.to)) seen.set(e.to, pressed + (e.key ?? ''))
  }
  return ''
}
