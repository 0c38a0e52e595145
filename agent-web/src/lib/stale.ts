/** One thing that a form says: what it is called, how it reads, and the value itself. */
export interface Part {
  key: string
  label: string
  said: string
  raw: unknown
}

/** One thing that differs between what was opened, what is there now and what was typed. */
export interface Row {
  key: string
  label: string
  was: string
  theirs: string
  mine: string
  /** Who changed it. */
  by: 'theirs' | 'mine' | 'both'
}

export type Choice = 'theirs' | 'mine'

/** Nothing is said in several ways; they are no difference. */
const plain = (p?: Part) => {
  const v = p?.raw
  return v === undefined || v === null || v === '' || v === false || (Array.isArray(v) && !v.length)
    ? ''
    : JSON.stringify(v)
}

const byKey = (parts: Part[]) => new Map(parts.map((p) => [p.key, p]))

/** All that the other, this one or both changed; what both made the same is no question. */
export function compare(was: Part[], theirs: Part[], mine: Part[]): Row[] {
  const [w, o, m] = [byKey(was), byKey(theirs), byKey(mine)]
  const keys = [...new Set([...mine, ...theirs, ...was].map((p) => p.key))]
  return keys.flatMap((key) => {
    const [before, now, typed] = [plain(w.get(key)), plain(o.get(key)), plain(m.get(key))]
    if (now === typed) return []
    const say = (of: Map<string, Part>) => of.get(key)?.said ?? ''
    const label = (m.get(key) ?? o.get(key) ?? w.get(key))?.label ?? ''
    const by = typed === before ? 'theirs' : now === before ? 'mine' : 'both'
    return [{ key, label, was: say(w), theirs: say(o), mine: say(m), by }]
  })
}

/** What results from the choices: in the order of what was typed, then what the other added. */
export function merge(rows: Row[], choices: Record<string, Choice>, theirs: Part[], mine: Part[]): Part[] {
  const [o, m] = [byKey(theirs), byKey(mine)]
  const asked = new Set(rows.map((r) => r.key))
  return [...new Set([...mine, ...theirs].map((p) => p.key))].flatMap((key) => {
    const from = asked.has(key) && choices[key] === 'theirs' ? o : m
    return from.get(key) ?? []
  })
}
