import { expect, it } from 'vitest'
import { months, parseDays, together } from './calendar'

it('reads days as people write them', () => {
  expect(parseDays('2027-01-01, 2-6..2-8、10-1', 2027)).toEqual({
    days: ['2027-01-01', '2027-02-06', '2027-02-07', '2027-02-08', '2027-10-01'],
    wrong: [],
  })
})

it('says which words are no days', () => {
  expect(parseDays('2027-02-29 x 3-9..3-1 13-1 1-1', 2027)).toEqual({
    days: ['2027-01-01'],
    wrong: ['2027-02-29', 'x', '3-9..3-1', '13-1'],
  })
})

it('shows which days are worked', () => {
  const [january] = months(2026, ['2026-01-01', '2026-01-02'], ['2026-01-04'])
  const works = (january ?? []).filter((d) => d.works).length
  expect(january?.length).toBe(31)
  expect(works).toBe(22 - 2 + 1)
  expect(january?.[0]).toEqual({ iso: '2026-01-01', day: 1, weekday: 3, works: false, changed: true })
  expect(january?.[3]?.changed).toBe(true)
})

it('lets the later notice decide about a day', () => {
  const first = { off: ['2026-01-01', '2026-01-02'], work: ['2026-01-04'] }
  expect(together([first, { off: ['2026-01-04'], work: ['2026-01-02'] }, { off: null, work: null }])).toEqual(
    {
      off: ['2026-01-01', '2026-01-04'],
      work: ['2026-01-02'],
    },
  )
})
