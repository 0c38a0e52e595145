import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import type { SimulatedWay } from './client'
import { speaker, useEar } from './ear'

type Step = SimulatedWay['steps'][number]
const step = (kinds: Step['actions'][number]['kind'][], ...said: string[]): Step => ({
  at_ms: 0,
  input: 'start',
  node: 'main',
  actions: kinds.map((kind) => ({ kind })),
  ...(said.length ? { prompts: said.map((id) => ({ id, language: 'zh', args: { n: '3' } })) } : {}),
})

/** What was played, and how to end or see the end of it. */
let played: { url: string; end: () => void; stopped: boolean }[]
let scope: ReturnType<typeof effectScope>
const steps = shallowRef<Step[]>([])

beforeEach(() => {
  localStorage.clear()
  played = []
  steps.value = []
  scope = effectScope()
  vi.spyOn(speaker, 'play').mockImplementation((url) => {
    let end = () => {}
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    const one = { url, end, stopped: false }
    played.push(one)
    return { ended, stop: () => Object.assign(one, { stopped: true }) }
  })
})
afterEach(() => scope.stop())
const listen = () => scope.run(() => useEar(steps)) as ReturnType<typeof useEar>
const urls = () => played.map((p) => decodeURIComponent(p.url))

it('plays the prompts of a step one after the other, with their values', async () => {
  listen()
  steps.value = [step(['play', 'listen'], 'welcome', 'menu')]
  await nextTick()
  expect(urls()).toEqual(['/api/prompts/welcome/zh/sound?arg=n:3'])
  played[0]?.end()
  await vi.waitFor(() => expect(played).toHaveLength(2))
  expect(urls()[1]).toBe('/api/prompts/menu/zh/sound?arg=n:3')
})

it('falls silent at a key, and says what comes next', async () => {
  listen()
  steps.value = [step(['play'], 'welcome', 'menu')]
  await nextTick()
  steps.value = [...steps.value, step(['stop'])]
  await nextTick()
  expect(played.map((p) => p.stopped)).toEqual([true])
  played[0]?.end()
  steps.value = [...steps.value, step(['queue'], 'wait')]
  await nextTick()
  expect(urls()).toEqual(['/api/prompts/welcome/zh/sound?arg=n:3', '/api/prompts/wait/zh/sound?arg=n:3'])
})

it('does not say again what the service tells anew after a key', async () => {
  listen()
  steps.value = [step(['play'], 'welcome')]
  await nextTick()
  steps.value = [step(['play'], 'welcome')]
  await nextTick()
  expect(played).toHaveLength(1)
  steps.value = [] // another call
  await nextTick()
  expect(played[0]?.stopped).toBe(true)
  steps.value = [step(['play'], 'welcome')]
  await nextTick()
  expect(played).toHaveLength(2)
})

it('is silent when muted, and still is on the next day', async () => {
  const ear = listen()
  steps.value = [step(['play'], 'welcome')]
  await nextTick()
  ear.muted.value = true
  await nextTick()
  expect(played[0]?.stopped).toBe(true)
  steps.value = [...steps.value, step(['play'], 'menu')]
  await nextTick()
  expect(played).toHaveLength(1)
  scope.stop()
  scope = effectScope()
  expect(listen().muted.value).toBe(true)
})
