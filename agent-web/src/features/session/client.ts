import { request, type Session } from '@/api/client'

/** Signing in and out, and who is signed in. */
export const sessionClient = {
  session: () => request<Session>('GET', '/api/session', undefined, 'no'),
  signIn: (login: string, password: string) =>
    request<Session>('POST', '/api/session', { login, password }, 'no'),
  signOut: () => request<void>('DELETE', '/api/session', undefined, 'no'),
}
