import { callPath, type Pop, request } from '@/api/client'

/** What an agent sees of a caller. */
export const agentClient = {
  screenPop: (id: string) => request<Pop>('GET', `${callPath(id)}/screen-pop`),
}
