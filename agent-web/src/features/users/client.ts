import { request, type Session, type User } from '@/api/client'
import type { components } from '@/api/types.gen'

type Schemas = components['schemas']
export type UserView = Schemas['UserView']
export type UsersView = Schemas['UsersView']
export type UserState = Schemas['UserState']
export type UserChange = Schemas['UserChange']
export type FirstPassword = Schemas['NewPassword']

/** All roles, in the order of tickets/org/role.go. */
export const ROLES = [
  'agent',
  'supervisor',
  'unit_clerk',
  'dispatcher',
  'leader',
  'duty_officer',
  'administrator',
  'telecom_admin',
  'auditor',
]
/** As many accounts as the server puts on a page, and changes. */
export const PAGE = 50
export const CHANGES = 100

const one = (login: string) => `/api/users/${encodeURIComponent(login)}`

/** People's accounts, for administrators. */
export const users = {
  list: (query: Record<string, string>) =>
    request<UsersView>('GET', `/api/users?${new URLSearchParams(query)}`),
  get: (login: string) => request<UserView>('GET', one(login)),
  add: (login: string, s: UserState) => request<FirstPassword>('POST', '/api/users', { login, ...s }),
  change: (login: string, rev: number, s: UserState) => request<UserView>('PUT', one(login), { rev, ...s }),
  resetFactor: (login: string) => request<UserView>('DELETE', `${one(login)}/factor`),
  reset: (login: string) => request<FirstPassword>('POST', `${one(login)}/password`),
  changes: (login: string, before = '') =>
    request<UserChange[]>(
      'GET',
      `/api/user-changes?${new URLSearchParams({ login, ...(before ? { before } : {}) })}`,
    ),
  ineffective: (unit: string) =>
    request<string[]>('GET', `/api/units/${encodeURIComponent(unit)}/ineffective-roles`, undefined, 'ask'),
}

/** Gives the person who is signed in another password; old is not needed for one that an administrator chose. */
export const changePassword = (old: string, fresh: string): Promise<User> =>
  request<Session>('PUT', '/api/session/password', { ...(old ? { old } : {}), new: fresh }).then(
    (s) => s.user,
  )
