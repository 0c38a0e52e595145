import { type AccessRecord, request } from '@/api/client'

/** Who looked at whose data. */
export const accessLogClient = {
  records: (query: Record<string, string>) =>
    request<AccessRecord[]>('GET', `/api/access-log?${new URLSearchParams(query)}`),
}
