import { Problem } from '@/api/client'
import { t, te } from '@/i18n'

/** Says an error in the reader's language: what happened and what to do. */
export function useErrors() {
  const ofCode = (code: string) => (te(`error.${code}`) ? t(`error.${code}`) : t('error.other', { code }))
  const say = (e: unknown) => ofCode(e instanceof Problem ? e.code : 'fault')
  return { say, ofCode }
}
