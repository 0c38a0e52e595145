/** Queues in the order in which they are served: those of one level alike, by how long callers wait. */
export type Levels<Q extends { id: string; priority: number }> = Q[][]

export function levelsOf<Q extends { id: string; priority: number }>(list: Q[]): Levels<Q> {
  const by = new Map<number, Q[]>()
  for (const q of list) by.set(q.priority, [...(by.get(q.priority) ?? []), q])
  return [...by.entries()].sort(([a], [b]) => b - a).map(([, level]) => level)
}

/** Takes a queue into a level of its own before the one at a place; at the number of levels, it is the last. */
export function between<Q extends { id: string; priority: number }>(
  levels: Levels<Q>,
  id: string,
  at: number,
): Levels<Q> {
  const q = levels.flat().find((x) => x.id === id)
  if (!q) return levels
  const without = levels.map((l) => l.filter((x) => x.id !== id))
  return [...without.slice(0, at), [q], ...without.slice(at)].filter((l) => l.length)
}

/** Takes a queue into the level at a place. */
export function into<Q extends { id: string; priority: number }>(
  levels: Levels<Q>,
  id: string,
  at: number,
): Levels<Q> {
  const q = levels.flat().find((x) => x.id === id)
  if (!q || levels[at]?.some((x) => x.id === id)) return levels
  return levels
    .map((l, i) =>
      [...l.filter((x) => x.id !== id), ...(i === at ? [q] : [])].sort((a, b) => (a.id < b.id ? -1 : 1)),
    )
    .filter((l) => l.length)
}

/** Moves a queue one step: out of its level, or, where it is alone, into the next one. */
export function step<Q extends { id: string; priority: number }>(
  levels: Levels<Q>,
  id: string,
  by: -1 | 1,
): Levels<Q> {
  const at = levels.findIndex((l) => l.some((x) => x.id === id))
  if (at < 0) return levels
  if ((levels[at]?.length ?? 0) > 1) return between(levels, id, by < 0 ? at : at + 1)
  return levels[at + by] ? into(levels, id, at + by) : levels
}
