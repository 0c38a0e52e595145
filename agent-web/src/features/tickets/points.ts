import type { Entry } from '@/api/client'

/** A point of the time line: an entry, or files that one person added in one go. */
export interface Point {
  entry: Entry
  /** The entries of its files. */
  files: number[]
}

/** Files chosen together come one after another; longer apart (ms) they are two points. */
const TOGETHER = 10 * 60_000

export function pointsOf(entries: Entry[]): Point[] {
  const points: Point[] = []
  for (const entry of entries) {
    const last = points.at(-1)
    const files = entry.file ? [entry.file.seq] : []
    if (last && entry.move === 'attach' && together(last.entry, entry)) last.files.push(...files)
    else points.push({ entry, files })
  }
  return points
}

const together = (a: Entry, b: Entry) =>
  a.move === 'attach' && a.by.id === b.by.id && Date.parse(b.at) - Date.parse(a.at) < TOGETHER
