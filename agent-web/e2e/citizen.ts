import { spawn } from 'node:child_process'
import { project } from './stack'

export interface Citizen {
  /**
   * Resolves when an event was reported as often as that: "answered", and of a citizen who expects a tone, whenever it
   * changes, what is heard: "tone", "sound" (something else, such as music) or "quiet".
   */
  until: (event: string, times?: number) => Promise<void>
  /** How often an event was reported so far. */
  told: (event: string) => number
  /** What is heard now, of a citizen who expects a tone. */
  hears: () => string
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

/** A telephone that answers every question with one key. */
export function answerQuestions(port: number, key: string): Citizen {
  return start(['answer', '--json', '--listen', `127.0.0.1:${port}`, '--press', key])
}

function start(args: string[]): Citizen {
  const child = spawn(`${project}bin/citizen`, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const waiting: { event: string; times: number; resolve: () => void }[] = []
  const told = (event: string) => said.split(`"event":"${event}"`).length - 1
  const look = () => {
    for (const w of waiting) if (told(w.event) >= w.times) w.resolve()
  }
  child.stdout.on('data', (d) => {
    said += d
    look()
  })
  child.stderr.on('data', (d) => {
    said += d
  })
  return {
    until: (event, times = 1) =>
      new Promise((resolve, reject) => {
        waiting.push({ event, times, resolve })
        child.on('exit', (code) =>
          reject(new Error(`the citizen hung up (${code}) before "${event}": ${said}`)),
        )
        look()
      }),
    told,
    hears: () => [...said.matchAll(/"event":"(tone|sound|quiet)"/g)].at(-1)?.[1] ?? '',
    hangUp: () => child.kill('SIGINT'),
    done: new Promise((resolve) => child.on('exit', (code) => resolve({ code: code ?? 1, said }))),
  }
}
