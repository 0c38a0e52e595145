import type { Unit } from '@/api/client'

export interface UnitNode {
  value: string
  label: string
  children: UnitNode[]
}

/**
 * The units as a tree, in the order in which they came. Those that have ended, and the ones not wanted, are left out; what
 * is below one of them, or below a unit that the reader does not see, stands at the top.
 */
export function unitTree(units: Unit[], except: string[] = []): UnitNode[] {
  const shown = units.filter((u) => !u.ended && !except.includes(u.code))
  const nodes = new Map(
    shown.map((u) => [u.code, { value: u.code, label: u.name, children: [] } as UnitNode]),
  )
  const top: UnitNode[] = []
  for (const u of shown) {
    const node = nodes.get(u.code)
    if (!node) continue
    const above = u.parent && u.parent !== u.code ? nodes.get(u.parent) : undefined
    ;(above?.children ?? top).push(node)
  }
  return top
}
