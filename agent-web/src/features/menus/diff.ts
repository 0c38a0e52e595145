import type { Flow, FlowNode } from './flow'

export type Difference = 'added' | 'changed' | 'removed'

/** Key order says nothing: two fields that hold the same are the same. */
function plain(v: unknown): string {
  if (v === null || typeof v !== 'object') return JSON.stringify(v) ?? ''
  if (Array.isArray(v)) return `[${v.map(plain).join()}]`
  const entries = Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([k, x]) => `${k}:${plain(x)}`).join()}}`
}

/** What was done to each node between two forms of a flow; nodes that are the same are left out. */
export function differences(before: Flow, after: Flow): Map<string, Difference> {
  const out = new Map<string, Difference>()
  for (const [id, node] of Object.entries(after.nodes)) {
    const old = before.nodes[id]
    if (!old) out.set(id, 'added')
    else if (plain(old) !== plain(node) || before.titles?.[id] !== after.titles?.[id]) out.set(id, 'changed')
  }
  for (const id of Object.keys(before.nodes)) if (!(id in after.nodes)) out.set(id, 'removed')
  return out
}

/** The fields of a node that differ. */
export function fieldsChanged(before: FlowNode | undefined, after: FlowNode | undefined): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...names].filter((name) => plain(before?.[name]) !== plain(after?.[name]))
}
