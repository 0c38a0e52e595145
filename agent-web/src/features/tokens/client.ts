import { request } from '@/api/client'
import type { components } from '@/api/types.gen'

type Schemas = components['schemas']
export type Token = Schemas['MachineToken']

/** Tokens of integrators' programs, for administrators of the whole city. */
export const tokensClient = {
  list: () => request<Schemas['TokensView']>('GET', '/api/tokens'),
  add: (body: { name: string; login: string; scopes: string[]; days: number }) =>
    request<Schemas['NewToken']>('POST', '/api/tokens', body),
  revoke: (id: string) => request<Schemas['TokensView']>('DELETE', `/api/tokens/${encodeURIComponent(id)}`),
}
