/** A WAV file with one tone, 48 kHz mono 16 bit: what Chromium takes as its microphone. */
export function toneWav(hertz: number, seconds: number): Buffer {
  const rate = 48000
  const samples = rate * seconds
  const b = Buffer.alloc(44 + samples * 2)
  b.write('RIFF', 0)
  b.writeUInt32LE(36 + samples * 2, 4)
  b.write('WAVEfmt ', 8)
  b.writeUInt32LE(16, 16)
  b.writeUInt16LE(1, 20)
  b.writeUInt16LE(1, 22)
  b.writeUInt32LE(rate, 24)
  b.writeUInt32LE(rate * 2, 28)
  b.writeUInt16LE(2, 32)
  b.writeUInt16LE(16, 34)
  b.write('data', 36)
  b.writeUInt32LE(samples * 2, 40)
  for (let i = 0; i < samples; i++)
    b.writeInt16LE(Math.round(9000 * Math.sin((2 * Math.PI * hertz * i) / rate)), 44 + 2 * i)
  return b
}

/** The share of energy at a frequency in the loudest second of one channel of a stereo A-law WAV. */
export function tonePower(wav: Buffer, channel: 0 | 1, hertz: number): number {
  const data = wav.subarray(wav.indexOf('data') + 8)
  const samples: number[] = []
  for (let i = channel; i < data.length; i += 2) samples.push(linear(data[i] as number))
  let best = 0
  for (let at = 0; at + 8000 <= samples.length; at += 4000)
    best = Math.max(best, goertzel(samples.slice(at, at + 8000), hertz))
  return best
}

function goertzel(x: number[], hertz: number): number {
  const k = 2 * Math.cos((2 * Math.PI * hertz) / 8000)
  let s1 = 0
  let s2 = 0
  let energy = 0
  for (const v of x) {
    energy += v * v
    const s = v + k * s1 - s2
    s2 = s1
    s1 = s
  }
  if (energy < x.length * 10_000) return 0
  return ((s1 * s1 + s2 * s2 - k * s1 * s2) * 2) / (energy * x.length)
}

/** G.711 A-law to 16 bits. */
function linear(code: number): number {
  const c = code ^ 0x55
  const segment = (c >> 4) & 7
  let level = ((c & 15) << 4) + 8
  if (segment > 0) level = (level + 0x100) << (segment - 1)
  return c & 0x80 ? level : -level
}
