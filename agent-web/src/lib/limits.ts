import { t } from '@/i18n'

/** The units that a limit is counted in: minutes, hours, working days. */
export const LIMIT_UNITS = ['m', 'h', 'wd'] as const
export type LimitUnit = (typeof LIMIT_UNITS)[number]

/** A limit as it is kept ("30m", "24h", "7wd") in its parts; null for "now" and for what is none. */
export function limitParts(kept: string | undefined): { n: number; unit: LimitUnit } | null {
  const days = /^(\d+)wd$/.exec(kept ?? '')
  if (days) return { n: Number(days[1]), unit: 'wd' }
  const clock = /^(?:(\d+)h)?(?:(\d+)m)?(?:0s)?$/.exec(kept ?? '')
  const minutes = Number(clock?.[1] ?? 0) * 60 + Number(clock?.[2] ?? 0)
  if (!minutes) return null
  return minutes % 60 ? { n: minutes, unit: 'm' } : { n: minutes / 60, unit: 'h' }
}

/** Says limits as people do: "7wd" is 7 working days. */
export function useLimits() {
  function limitText(kept: string | undefined): string {
    const l = limitParts(kept)
    if (!l) return kept === 'now' ? t('limit.now') : (kept ?? '')
    return t(`limit.${l.n === 1 ? 'one' : 'many'}.${l.unit}`, { n: l.n })
  }
  return { limitText }
}
