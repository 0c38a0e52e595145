import { type Hot, type Load, type NumberCount, type Rates, request } from '@/api/client'
import type { components } from '@/api/types.gen'

export type RatingCount = components['schemas']['RatingCount']

/** How it goes altogether. */
export const leaderClient = {
  loads: () => request<Load[]>('GET', '/api/loads'),
  hot: (days: number) => request<Hot[]>('GET', `/api/hot?days=${days}`),
  rates: (query: Record<string, string>) => request<Rates>('GET', `/api/rates?${new URLSearchParams(query)}`),
  talkRatings: (by: string, from: string) =>
    request<RatingCount[]>('GET', `/api/calls/ratings?${new URLSearchParams({ by, from })}`),
  lineCalls: (from: string) =>
    request<NumberCount[]>('GET', `/api/lines/calls?${new URLSearchParams({ from })}`),
}
