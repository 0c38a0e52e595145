import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** What is worth it: pictures are compressed already. */
const TEXT = /\.(js|css|html|svg|json|txt)$/
/** A file that fits into one packet comes no sooner for being smaller (bytes). */
const SMALL = 400

const brotli = (raw: Buffer) =>
  brotliCompressSync(raw, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
    },
  })

/** Writes each text of a folder beside itself as .br and .gz, where that is smaller: the service sends what a browser takes. */
export function compressFolder(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!TEXT.test(name)) continue
    const path = join(folder, name)
    const raw = readFileSync(path)
    if (raw.length < SMALL) continue
    for (const [end, small] of [
      ['br', brotli(raw)],
      ['gz', gzipSync(raw, { level: 9 })],
    ] as const)
      if (small.length < raw.length) writeFileSync(`${path}.${end}`, small)
  }
}

export const compress = (): Plugin => {
  let folder = ''
  return {
    name: 'compress',
    apply: 'build',
    configResolved: (c) => {
      folder = join(c.root, c.build.outDir)
    },
    closeBundle: () => compressFolder(folder),
  }
}
