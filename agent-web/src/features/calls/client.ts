import { type CallRecord, callPath, LIMIT, request, send } from '@/api/client'

/** The log of calls and their recordings. */
export const callsClient = {
  calls: (limit = 50) => request<CallRecord[]>('GET', `/api/calls?limit=${limit}`),
  call: (id: string) => request<CallRecord>('GET', callPath(id)),
  /** A number that its caller withheld, for a reason that is logged; empty where nobody knows it. */
  reveal: (id: string, reason: string) =>
    request<{ number: string }>('POST', `${callPath(id)}/reveal`, { reason }),
  recording: (id: string) => `${callPath(id)}/recording`,
  /** As a file to keep, for those who may. */
  savedRecording: (id: string) => `${callPath(id)}/recording?save=true`,
  /** Why a recording does not play: throws the Problem, or returns where the server would play it. */
  tryRecording: async (id: string) =>
    void (await send(`${callPath(id)}/recording`, { headers: { Range: 'bytes=0-0' } }, LIMIT)),
}
