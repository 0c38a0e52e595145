import { useI18n } from 'vue-i18n'

/** Says a limit as rules write it ("7wd", "24h", "30m", "now") in the reader's language; what is none stays as it is. */
export function useLimits() {
  const { t } = useI18n()
  return (limit: string | undefined): string => {
    if (limit === 'now') return t('loop.limit_of.now')
    const of = /^(\d+)(wd|h|m)$/.exec(limit ?? '')
    return of ? t(`loop.limit_of.${of[2]}`, { n: of[1] }) : (limit ?? '')
  }
}
