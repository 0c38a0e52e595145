import { expect, it } from 'vitest'
import { parseClock } from './clock'
import { draftFrom, draftOf, partsOf, sameDraft, scheduleOf } from './draft'
import { holidaysOf, kindOf } from './holidays'
import { dayFaults, daysOf, hoursOf, type Span, type Week, weekFaults, weekOf } from './week'

const span = (s: string): Span => ({ from: s.split('-')[0] ?? '', to: s.split('-')[1] ?? '' })
/** The openings of Monday to Sunday: "09:00-12:00 14:00-17:30". */
const week = (...days: string[]): Week =>
  Array.from({ length: 7 }, (_, d) => (days[d] ?? '').split(' ').filter(Boolean).map(span))
const said = (days: ReturnType<typeof daysOf>) =>
  Object.fromEntries(Object.entries(days).map(([d, l]) => [d, l.map((h) => `${h.from}-${h.to}`).join(' ')]))
const office = '09:00-12:00 14:00-17:30'

it.each([
  ['8', '08:00'],
  ['830', '08:30'],
  ['0830', '08:30'],
  ['8:30', '08:30'],
  ['８：30', '08:30'],
  ['8.30', '08:30'],
  ['8点30', '08:30'],
  ['8點', '08:00'],
  [' 17 : 30 ', '17:30'],
  ['24:00', '24:00'],
  ['24', '24:00'],
  ['0', '00:00'],
  ['24:30', ''],
  ['25:00', ''],
  ['8:60', ''],
  ['noon', ''],
  ['', ''],
  ['12:345', ''],
  ['-1', ''],
])('reads the time %j as %j', (typed, want) => expect(parseClock(typed)).toBe(want))

it.each([
  ['the usual week', week(office, office), { '1': office, '2': office }],
  ['a night', week('22:00-06:00'), { '1': '22:00-24:00', '2': '00:00-06:00' }],
  [
    'Sunday night, on Monday',
    week('', '', '', '', '', '', '22:00-06:00'),
    { '0': '22:00-24:00', '1': '00:00-06:00' },
  ],
  ['until midnight', week('22:00-24:00'), { '1': '22:00-24:00' }],
  ['until midnight, as 00:00', week('22:00-00:00'), { '1': '22:00-24:00' }],
  ['the whole day', week('00:00-24:00', '0-0'), { '1': '00:00-24:00', '2': '00:00-24:00' }],
  ['what touches is one', week('14:00-18:00 08:00-14:00'), { '1': '08:00-18:00' }],
  [
    'a night and the next morning',
    week('22:00-06:00', '06:00-12:00'),
    { '1': '22:00-24:00', '2': '00:00-12:00' },
  ],
  ['as typed', week('830-12 2.00-530'), { '1': '02:00-05:30 08:30-12:00' }],
  ['what is no time is left out', week('9-x 14-17'), { '1': '14:00-17:00' }],
] as [string, Week, Record<string, string>][])('gives the service %s', (_, from, want) =>
  expect(said(daysOf(from))).toEqual(want),
)

for (const typed of [
  week(office, office, office, office, office),
  week(
    '22:00-06:00',
    '22:00-06:00',
    '22:00-06:00',
    '22:00-06:00',
    '22:00-06:00',
    '22:00-06:00',
    '22:00-06:00',
  ),
  week(...Array(7).fill('00:00-24:00')),
  week(
    '08:00-12:00 20:00-02:00',
    '08:00-12:00',
    '',
    '18:00-24:00',
    '12:00-24:00',
    '00:00-24:00',
    '00:00-08:00',
  ),
  week('', '', '', '', '', '', '23:30-00:30'),
])
  it(`says what the service has as people typed it: ${JSON.stringify(typed)}`, () =>
    expect(weekOf(daysOf(typed))).toEqual(typed))

it('never changes what the service has by showing it', () => {
  const odd = {
    '1': [
      { from: '00:00', to: '06:00' },
      { from: '22:00', to: '24:00' },
    ],
    '2': [{ from: '00:00', to: '23:00' }],
    '0': [{ from: '20:00', to: '24:00' }],
  }
  expect(daysOf(weekOf(odd))).toEqual(odd)
})

it.each([
  [week(office), []],
  [week('9:00-9:00'), ['empty 0.0']],
  [week('9-x'), ['time 0.0']],
  [week('24:00-02:00'), ['time 0.0']],
  [week('09:00-12:00 11:00-13:00'), ['overlap 0.1']],
  [week('22:00-06:00', '05:00-09:00'), ['overlap 1.0']],
  [week('05:00-09:00', '', '', '', '', '', '22:00-06:00'), ['overlap 0.0']],
  [week('09:00-12:00 12:05-13:00'), ['gap 0.0']],
  [week('00:00-23:59', '00:00-24:00'), ['gap 0.0']],
  [week('09:00-12:00 12:15-13:00'), []],
  [week('09:00-12:00 12:00-13:00'), []],
  [week('10:00-11:00 x-12 09:00-10:30'), ['time 0.1', 'overlap 0.0']],
] as [Week, string[]][])('finds what is wrong with %j', (w, want) =>
  expect(weekFaults(w).map((f) => `${f.code} ${f.day}.${f.at}`)).toEqual(want),
)

it('says of a slip between which times nobody is served', () =>
  expect(weekFaults(week('00:00-23:59', '00:00-24:00'))[0]?.args).toMatchObject({
    from: '23:59',
    to: '00:00',
    n: '1',
  }))

it.each([
  ['10:00-16:00', []],
  ['', []],
  ['22:00-06:00', ['backwards 0']],
  ['18:00-24:00', []],
  ['18:00-00:00', []],
  ['10:00-12:00 11:00-13:00', ['overlap 1']],
  ['10:00-', ['time 0']],
] as [string, string[]][])('finds what is wrong with the date %j', (s, want) =>
  expect(dayFaults(week(s)[0] ?? []).map((f) => `${f.code} ${f.at}`)).toEqual(want),
)

it('gives a date its hours', () => {
  expect(hoursOf(week('14-17 9-12')[0] ?? [])).toEqual([
    { from: '09:00', to: '12:00' },
    { from: '14:00', to: '17:00' },
  ])
  expect(hoursOf([])).toEqual([])
})

const NOTICE = {
  year: 2026,
  off: ['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07'],
  work: ['2026-09-20', '2026-10-10'],
}
it('takes the days of a notice: closed where it is usually open, open where it is usually closed', () => {
  const five = week(office, office, office, office, office)
  expect(holidaysOf([NOTICE], [], 2026, five)).toEqual({
    ...Object.fromEntries(['2026-09-20', '2026-10-10'].map((d) => [d, week(office)[0]])),
    ...Object.fromEntries(
      ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'].map((d) => [d, []]),
    ),
  })
  expect(holidaysOf([NOTICE], [], 2025, five)).toEqual({})
})

it('takes no working weekend for hours that are open on it anyway, and closes what is open on holidays', () => {
  const daily = week(...Array(7).fill('08:00-20:00'))
  expect(Object.entries(holidaysOf([NOTICE], [], 2026, daily)).filter(([, s]) => s.length)).toEqual([])
  expect(Object.keys(holidaysOf([NOTICE], [], 2026, daily)).length).toBe(5) // the weekend within is not told apart
})

it('a later notice has the last word', () =>
  expect(
    Object.keys(
      holidaysOf(
        [NOTICE],
        [{ year: 2026, off: [], work: ['2026-10-07'] }],
        2026,
        week(...Array(5).fill(office)),
      ),
    ),
  ).not.toContain('2026-10-07'))

it('says a draft thing by thing, and makes it of that again', () => {
  const d = draftOf({
    names: { zh: '办公', en: 'office' },
    hours: {
      week: { '1': [{ from: '22:00', to: '24:00' }], '2': [{ from: '00:00', to: '06:00' }] },
      days: { '2026-10-01': null, '2026-10-10': [{ from: '09:00', to: '12:00' }] },
    },
  })
  expect(partsOf(d).map((p) => `${p.label}: ${p.said}`)).toEqual(
    expect.arrayContaining([
      '星期一: 22:00–06:00',
      '星期二: 不开放',
      '2026/10/1 周四: 不开放',
      '2026/10/10 周六: 09:00–12:00',
    ]),
  )
  expect(draftFrom(partsOf(d))).toEqual(d)
  expect(scheduleOf(d).days).toEqual({ '2026-10-01': [], '2026-10-10': [{ from: '09:00', to: '12:00' }] })
})

it('does not take the way in which a time is typed for a change', () => {
  const d = draftOf({ names: { zh: '办公' }, hours: { week: { '1': [{ from: '08:00', to: '12:00' }] } } })
  const typed = { ...d, names: { zh: ' 办公 ', en: '' }, week: week('8-12') }
  expect(sameDraft(d, typed)).toBe(true)
  expect(sameDraft(d, { ...d, week: week('8-13') })).toBe(false)
})

it.each([
  ['2026-10-01', '', 'holiday'],
  ['2026-10-10', office, 'work'],
  ['2026-10-08', '10:00-12:00', 'special'],
  ['2026-10-09', '10:00-12:00', 'special'], // a Friday on which it is usually closed
  ['2026-10-08', undefined, 'usual'],
  ['2026-10-10', undefined, 'rest'],
] as const)('calls %s with %j %s', (date, hours, want) =>
  expect(
    kindOf(date, week(office, office, office, office), hours === undefined ? undefined : week(hours)[0]),
  ).toBe(want),
)
