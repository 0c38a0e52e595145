import { ref } from 'vue'
import { beep } from '@/lib/sounds'

const KEY = 'desk-sound' // an earlier name of the page: the choice made then still holds
const GAP = 350 // ms between the beeps

/** Whether this browser makes sounds; a browser allows them only after a person has touched the page. */
export const sound = ref(localStorage.getItem(KEY) !== 'off')

export function setSound(on: boolean): void {
  sound.value = on
  localStorage.setItem(KEY, on ? 'on' : 'off')
  if (on) beep()
}

/** One short beep for work, three and a shake of the telephone for an emergency. */
export function alert(emergency: boolean): void {
  if (!sound.value) return
  beep()
  if (emergency) for (const i of [1, 2]) setTimeout(beep, i * GAP)
  navigator.vibrate?.(emergency ? [300, 150, 300, 150, 300] : 200)
}
