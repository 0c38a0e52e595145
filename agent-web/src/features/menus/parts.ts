import type { Part } from '@/lib/stale'
import { exitsOf, type Flow, type FlowNode, titleOf } from './flow'

/** A node in a line: what it plays and where it leads. */
function summary(flow: Flow, id: string, node: FlowNode, kind: (k: string) => string): string {
  const prompts = Array.isArray(node.prompts) ? (node.prompts as string[]).join(', ') : ''
  const named = [node.queue, node.schedule, node.unit, node.broadcast].filter(Boolean).join(' ')
  const exits = exitsOf(id, node).map((e) => `${e.key ?? '→'} ${titleOf(flow, e.to)}`)
  return [kind(node.kind), named, prompts, ...exits].filter(Boolean).join(' · ')
}

/** A flow as the parts of a form, so that two forms of it can be shown beside each other and chosen from. */
export function partsOf(flow: Flow, words: { start: string; kind: (k: string) => string }): Part[] {
  return [
    { key: 'start', label: words.start, said: titleOf(flow, flow.start), raw: flow.start },
    ...Object.entries(flow.nodes).map(([id, node]) => ({
      key: `node.${id}`,
      label: titleOf(flow, id),
      said: summary(flow, id, node, words.kind),
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
