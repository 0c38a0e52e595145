import { callPath, request, type ScreenPop } from '@/api/client'

/** What an agent sees of a caller. */
export const callerClient = {
  screenPop: (id: string) => request<ScreenPop>('GET', `${callPath(id)}/screen-pop`),
}
