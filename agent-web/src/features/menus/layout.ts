/** Where the nodes of a menu stand in its picture: columns from left to right, a caller's first keys first. */

/** A way from one node to another, in the order in which it is drawn. */
export interface Way {
  from: string
  to: string
}

export interface Place {
  /** Column and row, both from 0. */
  column: number
  row: number
}

export interface Layout {
  places: Map<string, Place>
  /** The ways that make the tree; every other way leads to a node which stands at the end of one of these. */
  tree: Set<Way>
  /** Nodes to which no way leads from the start. They stand below the tree. */
  unreached: string[]
  rows: number
  columns: number
}

/**
 * Lays a menu out as a tidy tree. A menu is a graph: a node to which many ways lead stands where the shortest of them
 * comes, once. Leaves get a row each, and a node stands beside the first of those it leads to: who follows the first
 * way of each node reads along one line. Calls begin at the roots, the first of them is the start.
 */
export function layout(nodes: string[], ways: Way[], roots: string[]): Layout {
  const known = new Set(nodes)
  const out = new Map<string, Way[]>()
  for (const way of ways) {
    if (!known.has(way.from) || !known.has(way.to)) continue
    const list = out.get(way.from)
    if (list) list.push(way)
    else out.set(way.from, [way])
  }
  const result: Layout = { places: new Map(), tree: new Set(), unreached: [], rows: 0, columns: 0 }
  for (const id of [...roots.filter((r) => known.has(r)), ...nodes]) {
    if (!result.places.has(id)) grow(id, out, result)
  }
  const reached = reachedFrom(roots, out)
  result.unreached = nodes.filter((id) => !reached.has(id))
  return result
}

/** Adds the tree of one root below what is placed already. */
function grow(root: string, out: Map<string, Way[]>, result: Layout) {
  const children = new Map<string, string[]>()
  const order = [root]
  const column = new Map([[root, 0]])
  for (const id of order) {
    const mine: string[] = []
    for (const way of out.get(id) ?? []) {
      if (column.has(way.to) || result.places.has(way.to)) continue
      column.set(way.to, (column.get(id) ?? 0) + 1)
      result.tree.add(way)
      mine.push(way.to)
      order.push(way.to)
    }
    children.set(id, mine)
  }
  place(root, children, column, result)
}

/** Gives rows from the leaves inwards, without recursion: a chain of 500 nodes is no deeper than one. */
function place(root: string, children: Map<string, string[]>, column: Map<string, number>, result: Layout) {
  const stack = [{ id: root, done: false }]
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const kids = children.get(top.id) ?? []
    if (!top.done && kids.length > 0) {
      top.done = true
      for (const id of [...kids].reverse()) stack.push({ id, done: false })
      continue
    }
    stack.pop()
    const at = column.get(top.id) ?? 0
    result.columns = Math.max(result.columns, at + 1)
    result.places.set(top.id, { column: at, row: result.places.get(kids[0] ?? '')?.row ?? result.rows++ })
  }
}

function reachedFrom(roots: string[], out: Map<string, Way[]>): Set<string> {
  const seen = new Set(roots)
  for (const id of seen) for (const way of out.get(id) ?? []) seen.add(way.to)
  return seen
}
