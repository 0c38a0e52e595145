import { type Exit, exits, type Flow } from './flow'
import { layout } from './layout'

/** One box of the picture: a node, or a mark that keys lead to a node which stands elsewhere. */
export interface Box {
  id: string
  /** The node that it shows; of a mark the node that is led to. */
  node: string
  mark: boolean
  /** The keys or numbers by which the way here is taken, none where it is taken without one. */
  keys: string[]
  column: number
  row: number
  /** No way leads here from where calls begin. */
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

/** A way of the picture: all keys by which one node leads to another are one. */
interface Drawn {
  from: string
  to: string
  exit: Exit
  keys: string[]
}

/** What most callers meet stands on one line: first where the flow goes on, then its keys, last where it ends up without them. */
const RANK: Record<string, number> = { next: 0, open: 0, fallback: 2, direct: 2 }
const rank = (e: Exit) => RANK[e.field] ?? 1

const idOf = (e: Exit) => `${e.from} ${e.field} ${e.key ?? ''}`

/** The ways of a flow, keys with one end together, in the order in which they are drawn. */
function drawn(flow: Flow): Drawn[] {
  const together = new Map<string, Drawn>()
  for (const e of exits(flow)) {
    const id = e.key === undefined ? idOf(e) : `${e.from} ${e.field} → ${e.to}`
    const known = together.get(id)
    if (known) known.keys.push(e.key ?? '')
    else together.set(id, { from: e.from, to: e.to, exit: e, keys: e.key === undefined ? [] : [e.key] })
  }
  return [...together.values()].sort((a, b) => rank(a.exit) - rank(b.exit))
}

/**
 * The picture of a flow. The keys of a node that lead to one end have a row: the node that they lead to, or a mark where
 * that node stands elsewhere. What follows without a key is a line alone.
 */
export function picture(flow: Flow): Picture {
  const nodes = Object.keys(flow.nodes)
  const all = drawn(flow)
  const roots = [flow.start, ...Object.values(flow.entries ?? {})]
  const { tree } = layout(nodes, all, roots)
  const marks = new Map<Drawn, string>()
  for (const w of all)
    if (w.keys.length && !tree.has(w) && flow.nodes[w.to]) marks.set(w, `${idOf(w.exit)} →`)
  const ways = all.map((w) => ({ from: w.from, to: marks.get(w) ?? w.to, way: w }))
  const laid = layout([...nodes, ...marks.values()], ways, roots)
  const unreached = new Set(laid.unreached)

  const led = new Map<string, Drawn>()
  for (const w of ways) if (laid.tree.has(w)) led.set(w.to, w.way)
  const box = (id: string, node: string, mark: boolean): Box => ({
    id,
    node,
    mark,
    keys: led.get(id)?.keys ?? [],
    column: laid.places.get(id)?.column ?? 0,
    row: laid.places.get(id)?.row ?? 0,
    unreached: unreached.has(id),
  })
  return {
    boxes: [...nodes.map((id) => box(id, id, false)), ...[...marks].map(([w, id]) => box(id, w.to, true))],
    lines: ways
      .filter((w) => laid.places.has(w.to))
      .map((w) => ({
        id: idOf(w.way.exit),
        from: w.from,
        to: w.to,
        way: w.way.exit,
        cross: !laid.tree.has(w),
      })),
    rows: laid.rows,
    columns: laid.columns,
  }
}

/** Keys in a box: "1", "1-6", "0 9"; of more than fit how many they are. */
export function keyLabel(keys: string[]): string {
  if (keys.length < 2) return keys[0] ?? ''
  if (keys.some((k) => k.length > 1)) return `×${keys.length}`
  const [first = '', last = ''] = [keys[0], keys.at(-1)]
  const inOrder = keys.every((k, i) => k === String(Number(first) + i))
  if (inOrder && keys.length > 2) return `${first}-${last}`
  return keys.length < 4 ? keys.join(' ') : `${first}…${last}`
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
