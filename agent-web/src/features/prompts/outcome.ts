import { t, te } from '@/i18n'
import type { Outcome } from './client'
import { decibels } from './sound'

/** The colour of what became of a file, as StateTag has it. */
export const OUTCOME_COLOUR: Record<string, 'live' | 'danger' | 'hold' | undefined> = {
  used: 'live',
  unchanged: undefined,
  refused: 'danger',
  no_prompt: 'hold',
  has_values: 'danger',
}

const second = (n: number) => n.toFixed(1)

/** What became of a file in a word. */
export const resultOf = (o: Outcome) => t(`prompts.result.${o.result}`)

/** Why, where, and what to do. */
export function reasonOf(o: Outcome): string {
  if (o.result === 'refused') {
    const key = `prompts.refused.${o.reason}`
    const where = (o.seconds ?? 0) > 0 && (o.reason !== 'silent' || (o.second ?? 0) > 0) // else it is all of it
    const within = `${key}_at`
    return te(within) && where
      ? t(within, { second: second(o.second ?? 0), seconds: second(o.seconds ?? 0) })
      : t(te(key) ? key : 'prompts.refused.not_audio')
  }
  if (o.result !== 'used' || !o.recording) return t(`prompts.result_why.${o.result}`)
  const { level, original, seconds } = o.recording
  const words = { level: decibels(level), original: decibels(original), seconds: second(seconds) }
  return Math.abs(level - original) < 0.1 ? t('prompts.as_it_came', words) : t('prompts.was_levelled', words)
}
