import { type Publication, type PublicStatus, request } from '@/api/client'

/** Where other systems read the published figures, too. */
export const publishedUrl = (period: string) =>
  `/api/public/statistics${period ? `?${new URLSearchParams({ period })}` : ''}`

/** What is open to everybody. */
export const publicClient = {
  status: (number: string, last4: string) =>
    request<PublicStatus>('POST', '/api/public/status', { number, last4 }),
  published: (period: string) => request<Publication>('GET', publishedUrl(period), undefined, 'no'),
}
