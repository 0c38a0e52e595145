import { ref } from 'vue'
import type { MergedLine } from '@/api/client'
import { reference } from '@/api/reference'

/** How long (ms) the registry is believed before it is read again. */
const FRESH = 60_000
const lines = ref<MergedLine[]>([])
let asked = 0

/** What may stand before a line's number: nothing, or an area code. */
const AREA = /^(0\d{2,3})?$/

/** The line that was dialled, with or without an area code (as tickets/mergedline.go finds it). */
export function lineOf(all: MergedLine[], called?: string): MergedLine | undefined {
  if (!called) return undefined
  return all
    .filter((l) => !l.ended && called.endsWith(l.number) && AREA.test(called.slice(0, -l.number.length)))
    .sort((a, b) => b.number.length - a.number.length)[0]
}

/** The merged lines, for those who greet their callers; without them a number is shown bare. */
export function useLines() {
  if (Date.now() - asked > FRESH) {
    asked = Date.now()
    reference
      .rules()
      .then((r) => {
        lines.value = r.merged_lines ?? []
      })
      .catch(() => {
        asked = 0
      })
  }
  return lines
}
