import { request } from '@/api/client'
import type { components } from '@/api/types.gen'
import type { Flow } from './flow'

type Schemas = components['schemas']
export type FlowView = Schemas['FlowView']
export type FlowVersion = Schemas['FlowVersion']
export type FlowDraft = Omit<Schemas['FlowDraft'], 'body' | '$schema'> & { body: Flow }
export type FlowFault = Schemas['FlowFault']
export type FlowCheck = Schemas['FlowCheck']
export type WaitQueue = Schemas['WaitQueue']
export type OpeningHours = Schemas['OpeningHours']
export type BroadcastView = Schemas['BroadcastView']
export type SimulatedCall = Omit<Schemas['SimulatedCall'], 'body' | '$schema'> & { body: Flow }
export type SimulatedWay = Schemas['SimulatedWay']
export type TriedFlow = Schemas['TriedFlow']
export type PromptList = Schemas['PromptList']
export type WholeVersion = Omit<Schemas['WholeVersion'], 'body' | '$schema'> & { body: Flow }

const one = (id: string) => `/api/menus/${encodeURIComponent(id)}`

/** Where the sound of a prompt is, as a caller hears it with its values. */
export const promptSound = (p: { id: string; language: string; args?: Record<string, string> }) =>
  `/api/prompts/${encodeURIComponent(p.id)}/${encodeURIComponent(p.language)}/sound?${new URLSearchParams(
    Object.entries(p.args ?? {}).map(([name, value]) => ['arg', `${name}:${value}`]),
  )}`

/** Flows in versions, and what their nodes name. */
export const menus = {
  list: () => request<FlowView[]>('GET', '/api/menus'),
  draft: (id: string) => request<FlowDraft>('GET', `${one(id)}/draft`),
  save: (id: string, body: Flow, rev: string) => request<FlowDraft>('PUT', `${one(id)}/draft`, { body, rev }),
  drop: (id: string, rev: string) =>
    request<FlowDraft>('DELETE', `${one(id)}/draft?rev=${encodeURIComponent(rev)}`),
  validate: (id: string, body: Flow) => request<FlowCheck>('POST', `${one(id)}/validate`, { body }),
  publish: (id: string, rev: string, why: string) =>
    request<FlowView>('POST', `${one(id)}/publish`, { rev, why }),
  schedule: (id: string, rev: string, why: string, at: string) =>
    request<FlowView>('POST', `${one(id)}/schedule`, { rev, why, at }),
  withdraw: (id: string) => request<FlowView>('DELETE', `${one(id)}/schedule`),
  rollback: (id: string, version: number, why: string) =>
    request<FlowView>('POST', `${one(id)}/rollback`, { version, why }),
  versions: (id: string, below = 0) => request<FlowVersion[]>('GET', `${one(id)}/versions?below=${below}`),
  version: (id: string, n: number) => request<WholeVersion>('GET', `${one(id)}/versions/${n}`),
  simulate: (id: string, call: SimulatedCall) =>
    request<SimulatedWay>('POST', `${one(id)}/simulate`, call, 'ask'),
  tried: (id: string, day: string, body: Flow) =>
    request<TriedFlow>('POST', `${one(id)}/tried`, { day, body }, 'ask'),
  prompts: () => request<PromptList>('GET', '/api/prompts'),
  queues: () => request<WaitQueue[]>('GET', '/api/queues'),
  schedules: () => request<OpeningHours[]>('GET', '/api/schedules'),
  broadcasts: () => request<BroadcastView[]>('GET', '/api/broadcasts'),
}
