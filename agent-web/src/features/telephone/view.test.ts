import { describe, expect, it } from 'vitest'
import { nothing, type Shared } from './phone'
import type { Desk, DeskCall } from './protocol'
import { clockOf, headsetSaid, headsetWorks, leftOf, lookOf, offerOf, qualityOf } from './view'

const at = (s: number) => new Date(Date.UTC(2026, 10, 23, 1, 0, s)).toISOString()
const call = (over: Partial<DeskCall>): DeskCall =>
  ({ call: '1.1', phase: 'talking', caller: {}, arrived_at: at(0), ...over }) as DeskCall
const desk = (over: Partial<Desk> = {}): Desk =>
  ({
    agent: '1001',
    state: 'available',
    since: at(0),
    headset: true,
    telephony: true,
    queues: [],
    ...over,
  }) as Desk
const phone = (over: Partial<Shared> = {}): Shared => ({
  ...nothing(),
  connection: 'open',
  headset: 'connected',
  desk: desk(),
  ...over,
})

describe('the look of the bar', () => {
  it.each<[string, Shared]>([
    ['opening', phone({ desk: null })],
    ['available', phone()],
    ['not_ready', phone({ desk: desk({ state: 'not_ready', reason: 'break' }) })],
    ['no_headset', phone({ headset: 'none' })],
    ['no_headset', phone({ desk: desk({ headset: false }) })],
    ['lost', phone({ connection: 'connecting' })],
    ['lost', phone({ connection: 'connecting', desk: desk({ call: call({}) }) })],
    ['replaced', phone({ connection: 'replaced' })],
    ['talking', phone({ desk: desk({ state: 'talking', call: call({}) }) })],
    ['muted', phone({ muted: true, desk: desk({ state: 'talking', call: call({}) }) })],
    ['held', phone({ muted: true, desk: desk({ state: 'talking', call: call({ phase: 'held' }) }) })],
    ['away', phone({ headset: 'lost', desk: desk({ headset: false, call: call({ phase: 'away' }) }) })],
    [
      'wrap_up',
      phone({ headset: 'lost', desk: desk({ state: 'wrap_up', call: call({ phase: 'wrap_up' }) }) }),
    ],
  ])('%s', (look, p) => expect(lookOf(p)).toBe(look))
})

it('says of the headset what the server has, not what the browser hopes', () => {
  const hoped = phone({ desk: desk({ headset: false }) })
  expect([headsetWorks(hoped), headsetSaid(hoped)]).toEqual([false, 'connecting'])
  const lost = phone({ headset: 'lost' })
  expect([headsetWorks(lost), headsetSaid(lost)]).toEqual([false, 'lost'])
  expect([headsetWorks(phone()), headsetSaid(phone())]).toEqual([true, 'connected'])
})

it('counts by the server’s clock: since when it is so, or until when', () => {
  const skew = 5000
  const talking = phone({ skew, desk: desk({ call: call({ answered_at: at(10) }) }) })
  expect(clockOf(talking)).toEqual({ at: Date.parse(at(5)), down: false })
  const held = phone({
    skew,
    desk: desk({ call: call({ phase: 'held', answered_at: at(1), held_at: at(10) }) }),
  })
  expect(clockOf(held)).toEqual({ at: Date.parse(at(5)), down: false })
  const wrapUp = phone({ skew, desk: desk({ call: call({ phase: 'wrap_up', until: at(30) }) }) })
  expect(clockOf(wrapUp)).toEqual({ at: Date.parse(at(25)), down: true })
  expect(clockOf(phone({ connection: 'connecting', lostAt: 42 }))).toEqual({ at: 42, down: false })
  expect(clockOf(phone({ connection: 'replaced' }))).toBeNull()
})

it('shows how much of an offer is left, never more than all and never less than nothing', () => {
  const offered = phone({ desk: desk({ since: at(0), call: call({ phase: 'offered', until: at(10) }) }) })
  for (const [s, left] of [
    [-5, 1],
    [0, 1],
    [4, 0.6],
    [10, 0],
    [60, 0],
  ] as const)
    expect(leftOf(offered, Date.parse(at(0)) + s * 1000)).toBeCloseTo(left)
  expect(leftOf(phone(), Date.parse(at(0)))).toBe(0)
})

it('tells two offers of the same call apart', () => {
  const offer = (since: string) => offerOf(phone({ desk: desk({ since, call: call({ phase: 'offered' }) }) }))
  expect(offer(at(0))).not.toBe(offer(at(9)))
  expect(offerOf(phone())).toBe('')
})

it('says the worse of both directions', () => {
  const flow = (packets: number, lost: number) => ({ packets, lost, gaps: 0, jitter_ms: 3.4 })
  expect(qualityOf(phone())).toBeNull()
  expect(qualityOf(phone({ quality: { browser: flow(940, 60), asterisk: flow(1000, 0) } }))).toEqual({
    grade: 'bad',
    side: 'you',
    lost: 6,
    jitter: 3,
  })
  expect(qualityOf(phone({ quality: { browser: flow(1000, 0), asterisk: flow(0, 0) } }))?.side).toBe(
    'citizen',
  )
})
