import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { useErrors } from '@/lib/errors'
import { menus, type SimulatedCall, type SimulatedWay } from './client'
import type { Flow } from './flow'

/** How often a trial looks at the clock, in milliseconds. */
const TICK = 200

type Input = SimulatedCall['inputs'][number]
type Step = SimulatedWay['steps'][number]

/** How a trial call begins. */
export interface Beginning {
  language: string
  mode: 'direct' | 'short' | 'full'
  at?: string
}

/** The steps that a caller has come through by a time. What comes later may still be changed by a key. */
export const soFar = (way: SimulatedWay | undefined, elapsed: number): Step[] =>
  way?.steps.filter((s) => s.at_ms <= elapsed) ?? []

/** A call to the draft, led by the service as live calls are: in real time, with the keys pressed on the page. */
export function useTrial(flow: () => Flow, clock: () => number = Date.now) {
  const { say } = useErrors()
  const began = ref(0)
  const elapsed = ref(0)
  const way = shallowRef<SimulatedWay>()
  const error = ref('')
  let inputs: Input[] = []
  let call: Omit<SimulatedCall, 'inputs'> | undefined
  let timer: ReturnType<typeof setInterval> | undefined

  const steps = computed(() => soFar(way.value, elapsed.value))
  const over = computed(() => !!way.value && elapsed.value >= way.value.took_ms)
  const running = computed(() => began.value > 0 && !over.value)

  function tick() {
    elapsed.value = clock() - began.value
    if (over.value) stop()
  }
  function stop() {
    clearInterval(timer)
    timer = undefined
  }
  onScopeDispose(stop)

  async function ask() {
    if (!call) return
    try {
      way.value = await menus.simulate(call.body.id, { ...call, inputs })
      error.value = ''
    } catch (e) {
      error.value = say(e)
      stop()
    }
  }

  /** Calls anew, with the flow as it is now. */
  async function begin(b: Beginning) {
    stop()
    inputs = []
    way.value = undefined
    call = { body: flow(), language: b.language, mode: b.mode, ...(b.at ? { at: b.at } : {}) }
    await ask()
    began.value = clock()
    elapsed.value = 0
    if (way.value) timer = setInterval(tick, TICK)
  }
  async function add(input: Omit<Input, 'at_ms'>) {
    if (!running.value) return
    tick()
    inputs = [...inputs, { at_ms: elapsed.value, ...input }]
    await ask()
    tick()
  }
  const press = (key: string) => add({ key })
  const hangUp = () => add({ hang_up: true })

  return { way, steps, elapsed, over, running, error, begin, press, hangUp }
}
