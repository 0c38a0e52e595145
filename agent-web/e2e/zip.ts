import { createHash } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'

/** The files of a ZIP archive, by name: what its central directory lists (APPNOTE 4.3.12). */
export function unzip(zip: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  const end = zip.lastIndexOf('PK\x05\x06')
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [name, extra, comment] = [28, 30, 32].map((o) => zip.readUInt16LE(at + o)) as [
      number,
      number,
      number,
    ]
    const local = zip.readUInt32LE(at + 42)
    const data = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(data, data + zip.readUInt32LE(at + 20))
    const stored = zip.readUInt16LE(at + 10) === 0
    files.set(zip.toString('utf8', at + 46, at + 46 + name), stored ? packed : inflateRawSync(packed))
    at += 46 + name + extra + comment
  }
  return files
}

export const sha256 = (b: Buffer) => createHash('sha256').update(b).digest('hex')

/** What SHA256SUMS says: name to sum. */
export function sumsOf(files: Map<string, Buffer>): Map<string, string> {
  const lines = files.get('SHA256SUMS')?.toString().trim().split('\n') ?? []
  return new Map(lines.map((l) => [l.slice(66), l.slice(0, 64)]))
}
