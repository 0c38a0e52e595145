import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { leaks, numbersIn, numbersInJournal } from './numbers'

/** The variable that names the folder in which each stack leaves its logs. */
export const LOGS = 'HOTLINE_E2E_LOGS'

const here = fileURLToPath(new URL('.', import.meta.url))
const files = (dir: string) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile())
    .map((f) => join(f.parentPath, f.name))

/**
 * Keeps the logs of the service, Asterisk and PostgreSQL of all tests, at the level that says most, and afterwards
 * looks for each number that was used: those that the tests have, and those of the calls in the journals.
 */
export default function setup(): () => void {
  const dir = mkdtempSync(join(tmpdir(), 'hotline-e2e-logs-'))
  process.env[LOGS] = dir
  return () => {
    try {
      check(dir)
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  }
}

/** Throws with each line of a log that has a number; also when there is nothing to look at. */
export function check(dir: string): void {
  const tests = files(here).filter((f) => f.endsWith('.ts'))
  const numbers = new Set(tests.flatMap((f) => numbersIn(readFileSync(f, 'utf8'))))
  const found: string[] = []
  for (const run of readdirSync(dir)) {
    const all = files(join(dir, run))
    const journal = all.filter((f) => f.includes('/journal/'))
    const logs = all.filter((f) => !journal.includes(f))
    if (!logs.some((f) => f.endsWith('/hotline.log'))) found.push(`${run} left no log of the service`)
    for (const f of journal) for (const n of numbersInJournal(readFileSync(f, 'utf8'))) numbers.add(n)
    for (const f of logs) {
      for (const line of leaks(readFileSync(f, 'utf8'), [...numbers]))
        found.push(`${f.slice(dir.length + 1)}: ${line}`)
    }
  }
  if (numbers.size === 0) found.push('no number was found in the tests')
  if (found.length > 0)
    throw new Error(
      `Citizens' numbers stand in ${found.length} lines of logs:\n${found.slice(0, 50).join('\n')}`,
    )
}
