import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import type { SimulatedWay } from './client'
import { wordsOf } from './sources'
import { soFar, useTrial } from './trial'

const step = (at_ms: number, node: string) => ({ at_ms, node, input: 'start', actions: [] })
const way = (took_ms: number, ...steps: SimulatedWay['steps']): SimulatedWay => ({
  end: 'agent',
  node: 'officer',
  language: 'zh',
  keys: '',
  took_ms,
  heard_ms: 0,
  steps,
})

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a caller sees what has happened by now, not what would happen without a key', () => {
  const w = way(9000, step(0, 'language'), step(4000, 'service'))
  expect(soFar(w, 3999).map((s) => s.node)).toEqual(['language'])
  expect(soFar(w, 4000).map((s) => s.node)).toEqual(['language', 'service'])
  expect(soFar(undefined, 0)).toEqual([])
})

test('a key goes to the service with the time at which it was pressed, and a call that is over takes none', async () => {
  const sent: { inputs: unknown[] }[] = []
  const answers = [way(9000, step(0, 'language')), way(2000, step(0, 'language'), step(1000, 'officer'))]
  vi.stubGlobal(
    'fetch',
    vi.fn(async (_: string, init: RequestInit) => {
      sent.push(JSON.parse(String(init.body)))
      const body = JSON.stringify(answers[Math.min(sent.length, answers.length) - 1])
      return new Response(body, { headers: { 'Content-Type': 'application/json' } })
    }),
  )
  const scope = effectScope()
  const trial = scope.run(() => useTrial(() => ({ id: 'main', start: 'language', nodes: {} })))
  if (!trial) throw new Error('no trial')
  await trial.begin({ language: '', mode: 'short' })
  vi.advanceTimersByTime(1000)
  await trial.press('0')
  await flushPromises()
  expect(sent.map((s) => s.inputs)).toEqual([[], [{ at_ms: 1000, key: '0' }]])
  expect(trial.steps.value.map((s) => s.node)).toEqual(['language', 'officer'])
  expect(trial.running.value).toBe(true)
  vi.advanceTimersByTime(1000)
  expect(trial.over.value).toBe(true)
  await trial.press('1')
  expect(sent).toHaveLength(2)
  scope.stop()
})

test('the braces of a text are filled, and stay where nothing is known', () => {
  expect(wordsOf({ other: '您前面还有{n}位，{m}' }, { n: '3' })).toBe('您前面还有3位，{m}')
  expect(wordsOf({ one: '{{.city}}12345' }, { city: '云湾市' })).toBe('云湾市12345')
  expect(wordsOf(undefined)).toBe('')
})
