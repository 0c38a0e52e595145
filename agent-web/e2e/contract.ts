import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { BrowserContext, Response } from 'playwright-core'
import { project } from './stack'

/** The description of the interface, as the pages' types are made of it. */
const description = JSON.parse(readFileSync(`${project}agent-web/src/api/openapi.json`, 'utf8'))
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addFormat('binary', true)
ajv.addSchema(description, 'openapi')

/** Answers that are not as they are described, since this file of tests began. */
export const faults: string[] = []
let seen = 0
const reading = new Set<Promise<void>>()

/** Has every answer that the pages of a browser get held against the description. */
export function watch(context: BrowserContext): void {
  context.on('response', (r) => {
    const read = check(r).catch(() => undefined) // the page left before the answer was whole
    reading.add(read)
    void read.then(() => reading.delete(read))
  })
}

/** How many answers were looked at, once all have been. */
export async function settled(): Promise<number> {
  while (reading.size) await Promise.all(reading)
  return seen
}

async function check(r: Response): Promise<void> {
  const { pathname } = new URL(r.url())
  const method = r.request().method().toLowerCase()
  const path = pathOf(pathname)
  const responses = path && description.paths[path][method]?.responses
  if (!responses) return
  seen++
  const key = responses[r.status()] ? String(r.status()) : r.status() >= 400 && responses.default && 'default'
  const what = `${method} ${pathname}: ${r.status()}`
  if (!key) return void faults.push(`${what} is not described`)
  const kind = ((await r.headerValue('content-type')) ?? '').split(';')[0] ?? ''
  const content = responses[key].content ?? {}
  if (!content[kind]?.schema || !kind.endsWith('json')) {
    if (kind.endsWith('json')) faults.push(`${what}: ${kind} is not described`)
    return
  }
  const escaped = (s: string) => encodeURIComponent(s.replaceAll('~', '~0').replaceAll('/', '~1'))
  const pointer = ['paths', path, method, 'responses', key, 'content', kind, 'schema'].map(escaped).join('/')
  const validate = ajv.getSchema(`openapi#/${pointer}`)
  if (!validate) return void faults.push(`${what}: the schema cannot be read`)
  if (!validate(await r.json())) faults.push(`${what}: ${ajv.errorsText(validate.errors)}`)
}

/** The address as the description has it, with the fewest names left open. */
function pathOf(pathname: string): string | undefined {
  const parts = pathname.split('/')
  return Object.keys(description.paths)
    .filter((p) => {
      const want = p.split('/')
      return want.length === parts.length && want.every((w, i) => w.startsWith('{') || w === parts[i])
    })
    .sort((a, b) => a.split('{').length - b.split('{').length)[0]
}
