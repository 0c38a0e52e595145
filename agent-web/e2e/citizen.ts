import { spawn } from 'node:child_process'
import { project } from './stack'

export interface Citizen {
  /** Resolves when an event such as "answered" or "tone" was reported. */
  until: (event: string) => Promise<void>
  hangUp: () => void
  /** The exit code: 0 only when all that was expected was heard. */
  done: Promise<{ code: number; said: string }>
}

/** Dials with the project's own telephone; it has been built by then. */
export function dial(sip: string, ...flags: string[]): Citizen {
  return start(['call', '--json', '--via', sip, ...flags])
}

/** A telephone that waits to be called, and speaks a tone. */
export function answer(port: number, hertz: number): Citizen {
  return start(['answer', '--json', '--listen', `127.0.0.1:${port}`, '--tone', String(hertz)])
}

function start(args: string[]): Citizen {
  const child = spawn(`${project}bin/citizen`, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const waiting: { event: string; resolve: () => void }[] = []
  const look = () => {
    for (const w of waiting) if (said.includes(`"event":"${w.event}"`)) w.resolve()
  }
  child.stdout.on('data', (d) => {
    said += d
    look()
  })
  child.stderr.on('data', (d) => {
    said += d
  })
  return {
    until: (event) =>
      new Promise((resolve, reject) => {
        waiting.push({ event, resolve })
        child.on('exit', (code) =>
          reject(new Error(`the citizen hung up (${code}) before "${event}": ${said}`)),
        )
        look()
      }),
    hangUp: () => child.kill('SIGINT'),
    done: new Promise((resolve) => child.on('exit', (code) => resolve({ code: code ?? 1, said }))),
  }
}
