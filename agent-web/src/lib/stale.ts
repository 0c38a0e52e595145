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

/** Two values that read alike are no difference either: a limit that is the usual one, written out or not. */
const same = (a?: Part, b?: Part) =>
  plain(a) === plain(b) || (!!a && !!b && a.said !== '' && a.said === b.said)

const byKey = (parts: Part[]) => new Map(parts.map((p) => [p.key, p]))

/** All that the other, this one or both changed; what both made the same is no question. */
export function compare(was: Part[], theirs: Part[], mine: Part[]): Row[] {
  const [w, o, m] = [byKey(was), byKey(theirs), byKey(mine)]
  const keys = [...new Set([...mine, ...theirs, ...was].map((p) => p.key))]
  return keys.flatMap((key) => {
    const [before, now, typed] = [w.get(key), o.get(key), m.get(key)]
    if (same(now, typed)) return []
    const say = (of: Map<string, Part>) => of.get(key)?.said ?? ''
    const label = (typed ?? now ?? before)?.label ?? ''
    const by = same(typed, before) ? 'theirs' : same(now, before) ? 'mine' : 'both'
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
