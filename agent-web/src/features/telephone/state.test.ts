import { describe, expect, it } from 'vitest'
import type { Desk } from './protocol'
import { grade, initial, reduce } from './state'

const desk = (over: Partial<Desk> = {}): Desk => ({
  agent: '1001',
  name: 'Wang',
  state: 'available',
  since: '2026-11-23T01:00:00Z',
  headset: true,
  auto_answer: false,
  telephony: true,
  queues: [],
  ...over,
})

describe('the desk', () => {
  it('opens with the server clock', () => {
    const s = reduce(
      initial,
      { type: 'welcome', version: 1, seq: 4, agent: '1001', now: '2026-11-23T01:00:10Z', peer: '' },
      Date.parse('2026-11-23T01:00:00Z'),
    )
    expect(s).toMatchObject({ connection: 'open', seq: 4, skew: 10000 })
  })

  it('takes whole states and notices a gap', () => {
    const open = { ...initial, connection: 'open' as const, seq: 4 }
    const now = '2026-11-23T01:00:00Z'
    expect(reduce(open, { type: 'desk', seq: 5, now, desk: desk() }, 0)).toMatchObject({
      seq: 5,
      desk: desk(),
    })
    expect(reduce(open, { type: 'desk', seq: 7, now, desk: desk() }, 0)).toBe('gap')
  })

  it('keeps an error until the state changes', () => {
    const s = reduce({ ...initial, desk: desk() }, { type: 'error', code: 'headset_needed' }, 0)
    if (s === 'gap') throw new Error('gap')
    expect(s.error).toBe('headset_needed')
    expect(reduce(s, { type: 'desk', seq: 1, now: '', desk: desk() }, 0)).toMatchObject({
      error: 'headset_needed',
    })
    expect(reduce(s, { type: 'desk', seq: 1, now: '', desk: desk({ state: 'offered' }) }, 0)).toMatchObject({
      error: '',
    })
  })

  it('stops for another tab', () => {
    expect(reduce(initial, { type: 'replaced' }, 0)).toMatchObject({ connection: 'replaced' })
  })

  it('knows which headset the server has, and that an echo test ends with it', () => {
    const now = '2026-11-23T01:00:00Z'
    const testing = { ...initial, peer: 'p1', echo: true }
    const same = reduce(testing, { type: 'webrtc_answer', id: '2', peer: 'p1', sdp: '' }, 0)
    expect(same).toMatchObject({ peer: 'p1', echo: true })
    for (const m of [
      { type: 'webrtc_answer', id: '3', peer: 'p2', sdp: '' },
      { type: 'headset', peer: 'p2' },
      { type: 'welcome', version: 1, seq: 0, agent: '1001', now, peer: 'p2' },
    ] as const)
      expect(reduce(testing, m, 0), m.type).toMatchObject({ peer: 'p2', echo: false })
  })

  it('grades a connection as it sounds', () => {
    const flow = { packets: 1000, lost: 0, gaps: 0, jitter_ms: 3 }
    expect(grade(flow)).toBe('good')
    expect(grade({ ...flow, lost: 20 })).toBe('fair')
    expect(grade({ ...flow, jitter_ms: 120 })).toBe('bad')
    expect(grade({ ...flow, packets: 0 })).toBe('none')
  })
})
