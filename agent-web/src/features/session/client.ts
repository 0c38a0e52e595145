import { request, type Session } from '@/api/client'
import type { components } from '@/api/types.gen'

export type NewFactor = components['schemas']['NewFactor']
export type UndertakingView = components['schemas']['UndertakingView']

/** Where the organisation's provider is gone to: the browser comes back to a page of ours. */
export const oidcAddress = (to: string) => `/api/session/oidc?${new URLSearchParams({ to })}`
/** The page that a second tab comes back to. */
export const OIDC_DONE = '/login?oidc=done'

/** Signing in and out, and who is signed in. */
export const sessionClient = {
  session: () => request<Session>('GET', '/api/session', undefined, 'no'),
  /** The code is of the telephone, or a recovery code; empty where none was asked for. */
  signIn: (login: string, password: string, code = '') =>
    request<Session>('POST', '/api/session', { login, password, ...(code ? { code } : {}) }, 'no'),
  /** Our own code, after the organisation's provider asked for none. */
  signInCode: (code: string) => request<Session>('POST', '/api/session/oidc/code', { code }, 'no'),
  beginFactor: (password: string) => request<NewFactor>('POST', '/api/session/factor', { password }),
  confirmFactor: (code: string) => request<{ codes: string[] }>('PUT', '/api/session/factor', { code }),
  removeFactor: (password: string, code: string) =>
    request<void>('POST', '/api/session/factor/removal', { password, code }),
  undertaking: () => request<UndertakingView>('GET', '/api/confidentiality'),
  undertake: (version: string) => request<void>('POST', '/api/confidentiality', { version }),
  /** Where to go on to sign out at the organisation's provider too; nothing where that is done. */
  signOut: () => request<{ elsewhere?: string } | undefined>('DELETE', '/api/session', undefined, 'no'),
}
