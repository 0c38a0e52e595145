import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LOCALES } from '@/i18n'
import { routes, TELEPHONE } from '@/router'

/** A sentence with its arguments, each once: English says one and several in turn. */
type Tree = { [key: string]: string | Tree }

const everything = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((f) => join('src', f))
const sources = everything.filter(
  (f) => /\.(ts|vue)$/.test(f) && !/\.test\.ts$|\.gen\.ts$|test\.setup/.test(f),
)
const textOf = new Map(sources.map((f) => [f, readFileSync(f, 'utf8')]))
const folders = [...new Set(everything.filter((f) => f.endsWith('/zh-CN.json')).map(dirname))]

function flat(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([k, v]): [string, string][] =>
    typeof v === 'string' ? [[prefix + k, v]] : flat(v, `${prefix}${k}.`),
  )
}
const read = (folder: string, language: string) =>
  flat(JSON.parse(readFileSync(`${folder}/${language}.json`, 'utf8')) as Tree)
const signature = (folder: string, language: string) =>
  read(folder, language).map(([k, v]) => `${k}:${[...new Set(v.match(/\{\w+\}/g))].sort().join()}`)

/** Which folder has a text. */
const folderOf = new Map(folders.flatMap((f) => read(f, 'zh-CN').map(([k]) => [k, f] as const)))
const keys = [...folderOf.keys()]

/** The texts that a source names, in a word or with a part that is only known when it runs: `mark.${x}`. */
function named(source: string): string[] {
  const found = new Set<string>()
  for (const [, literal = ''] of source.matchAll(/['"`]((?:[\w-]+\.)+[\w-]+)['"`]/g))
    if (folderOf.has(literal)) found.add(literal)
  for (const [, start = '', rest = ''] of source.matchAll(/`((?:[a-z]\w*\.)+[\w-]*)\$\{([^`]*)`/g)) {
    const end = rest.slice(rest.lastIndexOf('}') + 1)
    for (const k of keys) if (k.startsWith(start) && k.endsWith(end)) found.add(k)
  }
  return [...found]
}
/** The texts of t(…) and te(…) that are named in a word. */
const asked = (source: string) =>
  [...source.matchAll(/\bte?\(\s*['"]([\w.-]+)['"]/g)].map(([, key = '']) => key)

/** The modules that a module fetches at once, and those it fetches when they are wanted. */
function imports(file: string): string[] {
  const source = textOf.get(file) ?? ''
  return [...source.matchAll(/^(import(?! type)[\s\S]*?from |.*\bimport\()?'((?:@|\.{1,2})\/[^']+)'/gm)]
    .map(([, , spec = '']) =>
      normalize(spec.startsWith('@/') ? `src/${spec.slice(2)}` : join(dirname(file), spec)),
    )
    .map((p) => [p, `${p}.ts`, `${p}.vue`].find((x) => textOf.has(x)) ?? '')
    .filter(Boolean)
}
function reach(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const f of imports(file)) reach(f, seen)
  return seen
}

it('has every sentence in every language, with the same arguments', () => {
  expect(folders.length).toBeGreaterThan(10)
  for (const folder of folders)
    for (const language of Object.keys(LOCALES))
      expect(signature(folder, language).sort(), `${folder} ${language}`).toEqual(
        signature(folder, 'zh-CN').sort(),
      )
})

it('has every sentence in one place', () => {
  const all = folders.flatMap((f) => read(f, 'zh-CN').map(([k]) => k))
  expect(all.filter((k, i) => all.indexOf(k) !== i)).toEqual([])
})

it('has no sentence that no page says, and none that a page asks for is missing', () => {
  const used = new Set([...textOf.values()].flatMap(named))
  // What the service's codes are called: pages ask for them by the code alone.
  const byCode = /^(error|field)\./
  expect(keys.filter((k) => !used.has(k) && !byCode.test(k))).toEqual([])
  const missing = [...textOf].flatMap(([f, source]) =>
    asked(source)
      .filter((k) => !folderOf.has(k))
      .map((k) => `${f} ${k}`),
  )
  expect(missing).toEqual([])
})

describe('a page fetches the texts that it shows, and no others', () => {
  const tables = `${textOf.get('src/router.ts')}${textOf.get('src/publicRoutes.ts')}`
  const pages = routes.flatMap((r) => {
    const path = `'${r.path.replace(/[?()*]/g, '\\$&')}'`
    const file = new RegExp(`(?:path: ${path},|${path}:)[\\s\\S]*?import\\('\\./([^']+)'\\)`).exec(
      tables,
    )?.[1]
    return r.meta?.texts ? [[r.path, `src/${file}`, r.meta.texts] as const] : []
  })
  it.each(pages)('%s', (_path, file, texts) => {
    expect(textOf.has(file), file).toBe(true)
    const shown = [...reach(file)].flatMap((f) => named(textOf.get(f) ?? ''))
    const of = new Set(
      shown.filter((k) => !k.startsWith('error.')).map((k) => folderOf.get(k)?.split('/').at(-2) ?? ''),
    )
    of.delete('src') // shared
    of.add('session') // what is said to those who are signed in
    expect([...new Set([...texts, 'session'])].sort()).toEqual([...of].sort())
  })
  it('the telephone around them', () => {
    const shown = [...reach('src/features/telephone/TelephoneShell.vue')].flatMap((f) =>
      named(textOf.get(f) ?? ''),
    )
    const of = new Set(
      shown.filter((k) => !k.startsWith('error.')).map((k) => folderOf.get(k)?.split('/').at(-2) ?? ''),
    )
    of.delete('src') // shared
    of.delete('session')
    expect([...TELEPHONE].sort()).toEqual([...of].sort())
  })
})
