import { computed, ref, watch } from 'vue'
import type { BulkResult, MoveBody, Ticket } from '@/api/client'
import { ticketsClient } from './client'

/**
 * The callers whose tickets were merged into this one and who still wait for an
 * answer of their own (M36): who was answered already, or whose matter was taken
 * up again, must not get this answer too.
 */
export function useMerged(ticket: () => Ticket, wanted: () => boolean) {
  const waiting = ref<string[]>([])
  const results = ref<BulkResult[]>([])
  const unsent = ref(0)
  const failed = computed(() => results.value.filter((r) => r.code))
  let body: MoveBody | undefined
  let mine: string[] = []

  /** A ticket that cannot be read just now counts as waiting: the server decides. */
  async function look() {
    const asked = ticket().absorbed ?? []
    const read = await Promise.all(asked.map((n) => ticketsClient.ticket(n).catch(() => null)))
    waiting.value = asked.filter((_, i) => !read[i] || read[i]?.state === 'merged')
  }
  watch(
    wanted,
    (on) => {
      if (on) void look()
    },
    { immediate: true },
  )

  async function send(numbers: string[]) {
    if (!body || !numbers.length) return
    mine = numbers
    const told = await ticketsClient.moveMany(numbers, body).catch(() => null)
    unsent.value = told?.length ? 0 : numbers.length
    results.value = [...results.value.filter((r) => !numbers.includes(r.number)), ...(told ?? [])]
  }

  /** The first one's answer to all who wait; its call, its address and what was seen of it are not theirs. */
  function answer({ seen: _, call: __, address: ___, ...request }: MoveBody) {
    body = request
    results.value = []
    return send(waiting.value)
  }

  /** Once more, for those alone who have none. */
  const again = () => send(unsent.value ? mine : failed.value.map((r) => r.number))
  return { waiting, results, unsent, answer, again }
}
