import { useI18n } from 'vue-i18n'
import { Problem } from '@/api/client'

/** Says an error in the reader's language: what happened and what to do. */
export function useErrors() {
  const { t, te } = useI18n()
  const ofCode = (code: string) => (te(`error.${code}`) ? t(`error.${code}`) : t('error.other', { code }))
  const say = (e: unknown) => ofCode(e instanceof Problem ? e.code : 'fault')
  return { say, ofCode }
}
