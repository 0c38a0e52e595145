import { type Exit, exits, type Flow } from './flow'
import { layout } from './layout'

/** One box of the picture: a node, or a mark that a key leads to a node which stands elsewhere. */
export interface Box {
  id: string
  /** The node that it shows; of a mark the node that is led to. */
  node: string
  mark: boolean
  /** The key or number by which the way here is taken, '' where it is taken without one. */
  key: string
  column: number
  row: number
  /** No way leads here from the start. */
  unreached: boolean
}

/** One line of the picture. */
export interface Line {
  id: string
  from: string
  to: string
  way: Exit
  /** It goes back or across; it is drawn only while one of its ends is selected. */
  cross: boolean
}

export interface Picture {
  boxes: Box[]
  lines: Line[]
  rows: number
  columns: number
}

const idOf = (e: Exit) => `${e.from} ${e.field} ${e.key ?? ''}`

/**
 * The picture of a flow. Every key of a node has a row of its own: the node that it leads to, or a mark where that
 * node stands elsewhere. What follows without a key is a line alone.
 */
export function picture(flow: Flow): Picture {
  const nodes = Object.keys(flow.nodes)
  const all = exits(flow)
  const { tree } = layout(nodes, all, flow.start)
  const marks = new Map(
    all
      .filter((e) => e.key !== undefined && !tree.has(e) && flow.nodes[e.to])
      .map((e) => [e, `${idOf(e)} →`]),
  )
  const ways = all.map((e) => ({ from: e.from, to: marks.get(e) ?? e.to, exit: e }))
  const laid = layout([...nodes, ...marks.values()], ways, flow.start)
  const unreached = new Set(laid.unreached)

  const led = new Map<string, Exit>()
  for (const w of ways) if (laid.tree.has(w)) led.set(w.to, w.exit)
  const box = (id: string, node: string, mark: boolean): Box => ({
    id,
    node,
    mark,
    key: led.get(id)?.key ?? '',
    column: laid.places.get(id)?.column ?? 0,
    row: laid.places.get(id)?.row ?? 0,
    unreached: unreached.has(id),
  })
  return {
    boxes: [...nodes.map((id) => box(id, id, false)), ...[...marks].map(([e, id]) => box(id, e.to, true))],
    lines: ways
      .filter((w) => laid.places.has(w.to))
      .map((w) => ({ id: idOf(w.exit), from: w.from, to: w.to, way: w.exit, cross: !laid.tree.has(w) })),
    rows: laid.rows,
    columns: laid.columns,
  }
}

/** The box that lies beside another one: where an arrow key leads. The nearest in that direction, or the box itself. */
export function beside(p: Picture, id: string, key: string): string {
  const at = p.boxes.find((b) => b.id === id)
  if (!at) return p.boxes[0]?.id ?? id
  const step = key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 1
  const across = key === 'ArrowLeft' || key === 'ArrowRight'
  let best = at
  let nearest = Number.POSITIVE_INFINITY
  for (const b of p.boxes) {
    const columns = b.column - at.column
    const rows = b.row - at.row
    if (across ? columns !== step : columns !== 0 || rows * step <= 0) continue
    if (Math.abs(rows) < nearest) [best, nearest] = [b, Math.abs(rows)]
  }
  return best.id
}
