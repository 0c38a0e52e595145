import { t } from '@/i18n'
import { queueName, speechName } from '@/lib/speech'
import type { Part } from '@/lib/stale'
import type { UserState } from './client'

/** What an administrator sets of an account, thing by thing and in words. */
export function useParts(unitName: (code?: string) => string) {
  const words = (name: (id: string) => string) => (list: unknown) =>
    ((list as string[] | null) ?? []).map(name).join(t('app.comma'))
  const FIELDS: [key: keyof UserState, label: string, say: (v: unknown) => string][] = [
    ['name', 'users.name', String],
    ['unit', 'users.unit', (v) => unitName(v as string)],
    ['roles', 'users.roles', words((r) => t(`role.${r}`))],
    ['number', 'users.number', (v) => String(v ?? '')],
    ['languages', 'users.languages', words(speechName)],
    ['queues', 'users.queues', words(queueName)],
    ['disabled', 'users.state', (v) => t(v ? 'users.off' : 'users.active')],
  ]
  const parts = (s: UserState): Part[] =>
    FIELDS.map(([key, label, say]) => ({ key, label: t(label), said: say(s[key]), raw: s[key] }))
  const stateOf = (chosen: Part[]) =>
    Object.fromEntries(chosen.map((p) => [p.key, p.raw])) as unknown as UserState
  return { parts, stateOf }
}
