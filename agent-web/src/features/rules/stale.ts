import { shallowRef } from 'vue'
import type { Current, RuleChange } from '@/api/client'
import { type Choice, compare, merge, type Part, type Row } from '@/lib/stale'

interface Compared {
  rows: Row[]
  now: Current
  /** Something new was typed, and there is one already. */
  fresh: boolean
}

/** Lets a person compare a change with what another has made of the rule meanwhile. */
export function useStale(
  parts: (c: RuleChange | Current) => Part[],
  assembled: (mine: RuleChange, chosen: Part[]) => RuleChange,
) {
  const compared = shallowRef<Compared | null>(null)
  let answer: (a: 'take' | 'back' | Record<string, Choice>) => void = () => {}

  /** What the person decides: take what is there, go back to the form, or a change that says both. */
  function settle(
    mine: RuleChange,
    was: RuleChange | undefined,
    now: Current,
  ): Promise<'take' | 'back' | RuleChange> {
    const [theirs, typed] = [parts(now), parts(mine)]
    const rows = compare(was ? parts(was) : [], theirs, typed)
    compared.value = { rows, now, fresh: !was }
    return new Promise((resolve) => {
      answer = (a) => {
        compared.value = null
        resolve(typeof a === 'string' ? a : assembled(mine, merge(rows, a, theirs, typed)))
      }
    })
  }
  return { compared, settle, settled: (a: 'take' | 'back' | Record<string, Choice>) => answer(a) }
}
