import type { Part } from '@/lib/stale'
import { exitsOf, type Flow, type FlowNode, titleOf } from './flow'

type Words = { start: string; kind: (k: string) => string; field: (f: string) => string }

/** A node in a line, with all that it has: two nodes that read alike are alike. */
function summary(flow: Flow, id: string, node: FlowNode, words: Words): string {
  const exits = exitsOf(id, node)
  const led = new Set(exits.map((e) => e.field))
  const fields = Object.keys(node)
    .filter((f) => f !== 'kind' && !led.has(f))
    .sort()
    .map((f) => `${words.field(f)}: ${typeof node[f] === 'string' ? node[f] : JSON.stringify(node[f])}`)
  const ways = exits.map((e) => `${e.key ?? words.field(e.field)} → ${titleOf(flow, e.to)}`)
  return [titleOf(flow, id), words.kind(node.kind), ...fields, ...ways].join(' · ')
}

/** A flow as the parts of a form, so that two forms of it can be shown beside each other and chosen from. */
export function partsOf(flow: Flow, words: Words): Part[] {
  return [
    { key: 'start', label: words.start, said: titleOf(flow, flow.start), raw: flow.start },
    ...Object.entries(flow.nodes).map(([id, node]) => ({
      key: `node.${id}`,
      label: titleOf(flow, id),
      said: summary(flow, id, node, words),
      raw: { node, title: flow.titles?.[id] ?? '' },
    })),
  ]
}

/** The flow that chosen parts make. */
export function flowOf(base: Flow, parts: Part[]): Flow {
  const nodes: Flow['nodes'] = {}
  const titles: Record<string, string> = {}
  let start = base.start
  for (const p of parts) {
    if (p.key === 'start') start = String(p.raw)
    if (!p.key.startsWith('node.')) continue
    const { node, title } = p.raw as { node: FlowNode; title: string }
    const id = p.key.slice('node.'.length)
    nodes[id] = node
    if (title) titles[id] = title
  }
  const { titles: _, ...rest } = base
  return { ...rest, start, nodes, ...(Object.keys(titles).length ? { titles } : {}) }
}
