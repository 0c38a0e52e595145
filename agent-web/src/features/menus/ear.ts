import { onScopeDispose, type Ref, ref, watch } from 'vue'
import { promptSound, type SimulatedWay } from './client'

type Step = SimulatedWay['steps'][number]
const KEY = 'trial-muted'

/** Plays a sound from the beginning; resolves when it has ended or cannot be had. A test gives another. */
export const speaker = {
  play(url: string): { ended: Promise<void>; stop: () => void } {
    const audio = new Audio(url)
    const ended = new Promise<void>((resolve) => {
      audio.addEventListener('ended', () => resolve())
      audio.addEventListener('error', () => resolve()) // what is said can still be read
    })
    audio.play().catch(() => undefined)
    return { ended, stop: () => audio.pause() }
  },
}

/** Lets a trial call be heard: the prompts of the step that was reached last, one after the other, until a later step ends them. */
export function useEar(steps: Ref<Step[]>) {
  const muted = ref(localStorage.getItem(KEY) === 'yes')
  let heard = 0
  let turn = 0
  let stop: () => void = () => undefined

  function hush() {
    turn++
    stop()
  }
  async function say(prompts: NonNullable<Step['prompts']>) {
    hush()
    const mine = turn
    for (const p of prompts) {
      if (turn !== mine || muted.value) return
      const sound = speaker.play(promptSound(p))
      stop = sound.stop
      await sound.ended
    }
  }
  watch(steps, (now) => {
    const fresh = now.slice(now.length < heard ? 0 : heard)
    heard = now.length
    for (const s of fresh) {
      if (s.prompts?.length) void say(s.prompts)
      else if (s.actions.some((a) => a.kind === 'stop' || a.kind === 'hang_up')) hush()
    }
    if (!now.length) hush()
  })
  watch(muted, (is) => {
    localStorage.setItem(KEY, is ? 'yes' : 'no')
    if (is) hush()
  })
  onScopeDispose(hush)
  return { muted, hush }
}
