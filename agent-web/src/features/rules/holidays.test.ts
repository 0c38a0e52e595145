import { readFileSync } from 'node:fs'
import { isWorkday } from 'chinese-days'
import { expect, test } from 'vitest'

interface Year {
  year: number
  off: string[]
  work: string[]
}

// The table that the service counts limits with, and a package that others keep.
const years = JSON.parse(readFileSync('../tickets/workday/holidays.json', 'utf8')) as Year[]

/** Says as the service does whether people work: later years have the last word. */
function works(day: Date, table: Year[]): boolean {
  const name = day.toISOString().slice(0, 10)
  let at = day.getUTCDay() % 6 !== 0
  for (const y of table) {
    if (y.off.includes(name)) at = false
    if (y.work.includes(name)) at = true
  }
  return at
}

/** Compares every day of 2019-2026 and lists those on which the two differ. */
function differing(table: Year[]) {
  const wrong: string[] = []
  let days = 0
  const end = Date.UTC(2027, 0, 1)
  for (let at = Date.UTC(2019, 0, 1); at < end; at += 86_400_000, days++) {
    const day = new Date(at)
    const name = day.toISOString().slice(0, 10)
    if (works(day, table) !== isWorkday(name)) wrong.push(name)
  }
  return { days, wrong }
}

test('the table of holidays says of every day what the package says', () => {
  expect(years.map((y) => y.year)).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026])
  expect(differing(years)).toEqual({ days: 2922, wrong: [] })
})

test('a day that is missing in the table is found', () => {
  const torn = years.map((y) => ({ ...y, off: y.off.filter((d) => d !== '2026-10-01') }))
  expect(differing(torn).wrong).toEqual(['2026-10-01'])
})
