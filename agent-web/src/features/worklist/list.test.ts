import { afterEach, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import type { Summary } from '@/api/client'
import { ticketsClient } from '@/features/tickets/client'
import { useList } from './list'
import { LONGEST, type Tab, tabsFor } from './tabs'

const ticket = (n: number) =>
  ({ number: `261123${String(n).padStart(6, '0')}`, due: '2026-11-24T09:30:00Z' }) as Summary
const toSign = () => ref<Tab | undefined>(tabsFor(['unit_clerk']).find((x) => x.id === 'to_sign'))

afterEach(() => vi.restoreAllMocks())

it('goes on where the last page ended, and keeps all pages when it reads anew', async () => {
  const waits = Array.from({ length: LONGEST + 30 }, (_, i) => ticket(i + 1))
  vi.spyOn(ticketsClient, 'tickets').mockImplementation(async (q) => {
    const from = waits.findIndex((s) => s.number === q.before) + 1
    return waits.slice(from, from + LONGEST)
  })
  const { list, short, fresh, load, more } = useList(toSign())
  await load()
  expect([list.value?.length, short.value]).toEqual([LONGEST, true])
  await more()
  expect([list.value?.length, short.value, fresh.value.size]).toEqual([LONGEST + 30, false, 0])
  waits.push(ticket(999))
  await load(true)
  expect([list.value?.length, fresh.value.size]).toEqual([LONGEST + 31, 1])
  await load() // the tab is opened anew
  expect(list.value?.length).toBe(LONGEST)
})

it('keeps what is shown when the next page cannot be read', async () => {
  const waits = Array.from({ length: LONGEST + 1 }, (_, i) => ticket(i + 1))
  const asked = vi.spyOn(ticketsClient, 'tickets').mockImplementation(async () => waits.slice(0, LONGEST))
  const { list, error, short, load, more } = useList(toSign())
  await load()
  asked.mockRejectedValueOnce(new Error('away'))
  await more()
  expect([list.value?.length, short.value, String(error.value)]).toEqual([LONGEST, true, 'Error: away'])
})
