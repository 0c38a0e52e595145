import { type Look, request } from '@/api/client'

/** Who looked at whose data. */
export const accessLogClient = {
  looks: (query: Record<string, string>) =>
    request<Look[]>('GET', `/api/access-log?${new URLSearchParams(query)}`),
}
