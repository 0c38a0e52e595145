import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LOGS } from './logs.global'

export const project = fileURLToPath(new URL('../..', import.meta.url))

/** What `cmd/dev run -ephemeral -json` says when everything is up. */
export interface Stack {
  page: string
  password: string
  sip: string
  databaseUrl: string
  dataDir: string
  relayAddr: string
  trunkPort: number
  postgresPid: number
  asteriskPid: number
  hotlinePid: number
  log: string
  stop: () => Promise<void>
}

/** Starts a whole hotline of its own: Asterisk, PostgreSQL, the service, the demo city. */
export async function startStack(env: Record<string, string> = {}): Promise<Stack> {
  const logs = process.env[LOGS] // not set for the pictures
  const keep = logs ? ['-keep', mkdtempSync(join(logs, 'run-'))] : []
  const child = spawn('go', ['run', './cmd/dev', 'run', '-ephemeral', '-json', ...keep], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { HOTLINE_LOG: 'debug', ...process.env, ...env },
  })
  let progress = ''
  child.stderr.on('data', (d) => {
    progress += d
  })
  const line = await firstLine(child, () => progress)
  return { ...(JSON.parse(line) as Stack), stop: () => stop(child) }
}

/** Sends a signal to PostgreSQL and all its backends: it hangs, or goes on. */
export function signalPostgres(stack: Stack, signal: 'STOP' | 'CONT'): void {
  const children = execFileSync('pgrep', ['-P', String(stack.postgresPid)])
    .toString()
    .trim()
    .split('\n')
  execFileSync('kill', [`-${signal}`, String(stack.postgresPid), ...children])
}

function firstLine(child: ChildProcess, progress: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = ''
    child.stdout?.on('data', (d) => {
      out += d
      if (out.includes('\n')) resolve(out.slice(0, out.indexOf('\n')))
    })
    child.on('exit', (code) => reject(new Error(`the hotline did not start (${code}):\n${progress()}`)))
  })
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('exit', () => resolve())
    if (child.pid) process.kill(-child.pid, 'SIGINT')
  })
}
