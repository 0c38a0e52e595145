import { execFileSync } from 'node:child_process'
import { expect } from 'vitest'
import { dial } from './citizen'
import type { Stack } from './stack'

let callers = 0
/** Dials, and returns what the call met: how it ended, if it did by itself, or the queue in which it waits. */
export async function whatCallMeets(stack: Stack, ...flags: string[]): Promise<string> {
  const from = `1380013${String(8000 + ++callers)}`
  const citizen = dial(stack.sip, '--from', from, ...flags)
  let over = false
  void citizen.done.then(() => (over = true))
  const row = () =>
    execFileSync('psql', [
      '-At',
      stack.databaseUrl,
      '-c',
      `select coalesce(queue, '-') || ' ' || coalesce(end_reason, '-') from calls where number = '${from}'`,
    ])
      .toString()
      .trim()
  let met = ''
  await expect
    .poll(
      () => {
        met = row()
        return /^(\w+ -|- (?!-).+)$/.test(met)
      },
      { timeout: 60_000, interval: 200 },
    )
    .toBe(true)
  if (!over) citizen.hangUp()
  await citizen.done
  return met
}
