import { computed, ref } from 'vue'
import { t } from '@/i18n'
import { speechName, trimmed } from '@/lib/speech'
import type { Part } from '@/lib/stale'
import type { Hours, Schedule } from './client'
import { parseClock } from './clock'
import { daysOf, hoursOf, type Span, type Week, weekOf } from './week'
import { dateName, weekdayName } from './words'

/** Opening hours as they are edited. */
export interface Draft {
  names: Record<string, string>
  week: Week
  /** Days that differ, by date; without openings they are closed. */
  days: Record<string, Span[]>
}

const copy = <T>(x: T): T => JSON.parse(JSON.stringify(x)) as T

export const emptyDraft = (): Draft => ({ names: {}, week: Array.from({ length: 7 }, () => []), days: {} })

export const draftOf = (x: { names: Record<string, string>; hours: Schedule }): Draft => ({
  names: { ...x.names },
  week: weekOf(x.hours.week),
  days: Object.fromEntries(Object.entries(x.hours.days ?? {}).map(([d, h]) => [d, copy(h ?? [])])),
})

/** The hours as the service has them. */
export const scheduleOf = (d: Draft): Schedule => ({
  week: daysOf(d.week),
  days: Object.fromEntries(
    Object.keys(d.days)
      .sort()
      .map((date) => [date, hoursOf(d.days[date] ?? [])]),
  ),
})

/** Two drafts that say the same: how a time was typed is no difference. */
export const sameDraft = (a: Draft, b: Draft): boolean =>
  JSON.stringify([sorted(trimmed(a.names)), scheduleOf(a)]) ===
  JSON.stringify([sorted(trimmed(b.names)), scheduleOf(b)])
const sorted = (names: Record<string, string>) => Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1))

/** Hours as they are read: "08:30–12:00、14:00–17:30", or closed. */
export const sayHours = (list: readonly (Hours | Span)[]): string =>
  list.map((h) => `${parseClock(h.from) || h.from}–${parseClock(h.to) || h.to}`).join(t('app.comma')) ||
  t('hours.shut')

/** What a draft says, thing by thing: to be compared with what another has made of it. */
export const partsOf = (d: Draft): Part[] => [
  ...Object.entries(trimmed(d.names)).map(([l, name]) => ({
    key: `name-${l}`,
    label: t('hours.name_in', { language: speechName(l) }),
    said: name,
    raw: name,
  })),
  ...d.week.map((spans, day) => ({
    key: `week-${day}`,
    label: weekdayName(day),
    said: sayHours(spans),
    raw: spans.length ? copy(spans) : 'closed',
  })),
  ...Object.keys(d.days)
    .sort()
    .map((date) => ({
      key: `day-${date}`,
      label: dateName(date),
      said: sayHours(d.days[date] ?? []),
      raw: d.days[date]?.length ? copy(d.days[date]) : 'closed',
    })),
]

/** The draft that parts say. */
export function draftFrom(parts: Part[]): Draft {
  const d = emptyDraft()
  for (const p of parts) {
    const [kind, ...rest] = p.key.split('-')
    const of = rest.join('-')
    const spans = Array.isArray(p.raw) ? (p.raw as Span[]) : []
    if (kind === 'name') d.names[of] = String(p.raw)
    else if (kind === 'week') d.week[Number(of)] = copy(spans)
    else d.days[of] = copy(spans)
  }
  return d
}

/** A draft with all its steps, to go back and forth. */
export function useDraft() {
  const draft = ref<Draft>(emptyDraft())
  const steps = ref<string[]>([])
  const at = ref(0)
  const reset = (x?: { names: Record<string, string>; hours: Schedule }) => {
    draft.value = x ? draftOf(x) : emptyDraft()
    steps.value = [JSON.stringify(draft.value)]
    at.value = 0
  }
  /** Notes what the draft is now as a step. */
  const note = () => {
    const now = JSON.stringify(draft.value)
    if (now === steps.value[at.value]) return
    steps.value = [...steps.value.slice(0, at.value + 1), now]
    at.value++
  }
  const go = (to: number) => {
    const step = steps.value[to]
    if (step === undefined) return
    at.value = to
    draft.value = JSON.parse(step) as Draft
  }
  return {
    draft,
    reset,
    note,
    undo: () => {
      note()
      go(at.value - 1)
    },
    redo: () => go(at.value + 1),
    canUndo: computed(() => at.value > 0),
    canRedo: computed(() => at.value < steps.value.length - 1),
  }
}
