import { request } from '@/api/client'
import type { components } from '@/api/types.gen'

type Schemas = components['schemas']
export type Broadcast = Schemas['BroadcastView']
export type PromptList = Schemas['PromptList']
export type PromptEntry = Schemas['PromptEntry']

const path = (id: string) => `/api/broadcasts/${encodeURIComponent(id)}`
export const promptPath = (key: string, language: string) =>
  `/api/prompts/${encodeURIComponent(key)}/${encodeURIComponent(language)}`

/** What a broadcast is to be. */
export interface Wish {
  id: string
  names: Record<string, string>
  prompts?: string[] | null
  on: boolean
  /** ISO 8601; none: until it is switched off. */
  until?: string
  why?: string
  /** Of what was read; empty for a new one. */
  rev: string
}

export const broadcastsClient = {
  /** Those who only see the status are not asked to sign in again by the clock. */
  list: () => request<Broadcast[]>('GET', '/api/broadcasts', undefined, 'ask'),
  put: ({ id, prompts, ...wish }: Wish) =>
    request<Broadcast[]>('PUT', path(id), { ...wish, ...(prompts?.length ? { prompts } : {}) }),
  remove: (b: Broadcast) => request<Broadcast[]>('DELETE', `${path(b.id)}?rev=${encodeURIComponent(b.rev)}`),
  prompts: () => request<PromptList>('GET', '/api/prompts'),
  saveText: (key: string, language: string, text: string, rev: number) =>
    request<PromptEntry>('PUT', promptPath(key, language), { forms: { other: text }, rev }),
}
