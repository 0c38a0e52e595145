/** The level of every prompt and by how many dB one may differ, in dBov (P.56). */
export const LEVEL = -26
export const TOLERANCE = 2
export const fitsLevel = (level: number) => Math.abs(level - LEVEL) <= TOLERANCE

/** Where a level stands on a scale from -50 to 0 dBov, from 0 to 1. */
export const onScale = (level: number) => Math.min(Math.max((level + 50) / 50, 0), 1)

/** −26.3: with the sign of numbers. */
export const decibels = (level: number) => level.toFixed(1).replace('-', '−')

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const raw = atob(base64)
  const out = new Uint8Array(raw.length)
  for (let i = 0; i < raw.length; i++) out[i] = raw.charCodeAt(i)
  return out
}

const HEAD = 44

/** The loudest of each of so many parts of a WAV file of 16 bits, from 0 to 1. */
export function peaks(wav: Uint8Array, parts: number): number[] {
  const data = wav.subarray(HEAD)
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const samples = view.byteLength >> 1
  const out: number[] = []
  for (let i = 0; i < parts; i++) {
    let top = 0
    const end = Math.floor(((i + 1) * samples) / parts)
    for (let s = Math.floor((i * samples) / parts); s < end; s++)
      top = Math.max(top, Math.abs(view.getInt16(2 * s, true)))
    out.push(top / 32768)
  }
  return out
}

/** Samples of one channel, from -1 to 1, as a WAV file of 16 bits. */
export function wavOf(samples: Float32Array, rate: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(HEAD + 2 * samples.length)
  const view = new DataView(out.buffer)
  const say = (at: number, text: string) => {
    for (let i = 0; i < text.length; i++) out[at + i] = text.charCodeAt(i)
  }
  say(0, 'RIFF')
  view.setUint32(4, 36 + 2 * samples.length, true)
  say(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, 2 * rate, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  say(36, 'data')
  view.setUint32(40, 2 * samples.length, true)
  for (const [i, s] of samples.entries())
    view.setInt16(HEAD + 2 * i, Math.round(Math.min(Math.max(s, -1), 1) * 32767), true)
  return out
}

/** The mean of all channels. */
export function mono(channels: Float32Array[]): Float32Array {
  const [first = new Float32Array(0), ...more] = channels
  if (!more.length) return first
  return first.map((v, i) => more.reduce((sum, c) => sum + (c[i] ?? 0), v) / channels.length)
}

const RATE = 48_000

/** What the browser makes of a file that the server cannot read: the same sound as WAV; nothing if it cannot either. */
export async function decoded(file: File): Promise<File | undefined> {
  try {
    const sound = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await file.arrayBuffer())
    const channels = Array.from({ length: sound.numberOfChannels }, (_, i) => sound.getChannelData(i))
    return new File([wavOf(mono(channels), sound.sampleRate)], file.name, { type: 'audio/wav' })
  } catch {
    return undefined
  }
}
