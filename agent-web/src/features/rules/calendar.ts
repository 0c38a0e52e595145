/** Days as people write them: "2027-01-01 2027-02-06..2027-02-12", or "1-1" within the year. */
export function parseDays(text: string, year: number): { days: string[]; wrong: string[] } {
  const days: string[] = []
  const wrong: string[] = []
  for (const word of text.split(/[\s,，、;；]+/).filter(Boolean)) {
    const [from, to] = word.split('..').map((d) => dayOf(d, year))
    if (!from || (word.includes('..') && (!to || to < from))) {
      wrong.push(word)
      continue
    }
    for (let d = from; d <= (to ?? from); d = after(d)) days.push(d)
  }
  return { days: [...new Set(days)].sort(), wrong }
}

function dayOf(text: string, year: number): string {
  const full = /^\d{4}-/.test(text) ? text : `${year}-${text}`
  const [y = 0, m = 0, d = 0] = full.split('-').map(Number)
  const at = new Date(Date.UTC(y, m - 1, d))
  const iso = Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(0, 10)
  return iso.endsWith(`-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`) ? iso : ''
}

const after = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** What all notices together say; of two about one day the later one holds. */
export function together(notices: { off: string[] | null; work: string[] | null }[]): {
  off: string[]
  work: string[]
} {
  const works = new Map<string, boolean>()
  for (const n of notices) {
    for (const d of n.off ?? []) works.set(d, false)
    for (const d of n.work ?? []) works.set(d, true)
  }
  const those = (is: boolean) =>
    [...works]
      .filter(([, w]) => w === is)
      .map(([d]) => d)
      .sort()
  return { off: those(false), work: those(true) }
}

export interface Day {
  iso: string
  day: number
  /** 0 is Monday. */
  weekday: number
  works: boolean
  /** It is not as its weekday. */
  changed: boolean
}

/** The months of a year with their working days. */
export function months(year: number, off: string[], work: string[]): Day[][] {
  const list: Day[][] = Array.from({ length: 12 }, () => [])
  for (let d = `${year}-01-01`; d.startsWith(`${year}-`); d = after(d)) {
    const at = new Date(`${d}T00:00:00Z`)
    const weekday = (at.getUTCDay() + 6) % 7
    const usual = weekday < 5
    const works = work.includes(d) || (usual && !off.includes(d))
    list[at.getUTCMonth()]?.push({ iso: d, day: at.getUTCDate(), weekday, works, changed: works !== usual })
  }
  return list
}

export const days = (d: Day) => d.iso
