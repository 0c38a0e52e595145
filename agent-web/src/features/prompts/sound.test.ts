import { expect, it, vi } from 'vitest'
import { Problem } from '@/api/client'
import { MAX_RECORDING, type Outcome } from './client'
import { reasonOf } from './outcome'
import { bytesOf, decibels, fitsLevel, mono, onScale, peaks, wavOf } from './sound'
import { sendRecording } from './upload'

it('writes a WAV file of 16 bits, and finds its peaks', () => {
  const wav = wavOf(new Float32Array([0, 0.5, -1, 1, 2, 0, 0, 0]), 48_000)
  const text = String.fromCharCode(...wav.slice(0, 4), ...wav.slice(8, 16))
  expect(text).toBe('RIFFWAVEfmt ')
  const view = new DataView(wav.buffer)
  expect([view.getUint32(24, true), view.getUint16(34, true), view.getUint32(40, true)]).toEqual([
    48_000, 16, 16,
  ])
  expect(view.getInt16(44 + 8, true)).toBe(32767) // what is beyond is held at the edge
  expect(peaks(wav, 2).map((v) => Number(v.toFixed(2)))).toEqual([1, 1])
  expect(peaks(wav, 4).map((v) => Number(v.toFixed(2)))).toEqual([0.5, 1, 1, 0])
  expect(peaks(new Uint8Array(0), 3)).toEqual([0, 0, 0])
  expect([...bytesOf(btoa('RIFF'))]).toEqual([82, 73, 70, 70])
})

it('makes one channel of several', () => {
  expect([...mono([new Float32Array([1, 0]), new Float32Array([0, 0])])]).toEqual([0.5, 0])
  expect([...mono([])]).toEqual([])
})

it('says how loud a sound is, and whether that is within the band', () => {
  expect([-24, -28, -26.04, -23.9, -28.1].map(fitsLevel)).toEqual([true, true, true, false, false])
  expect([onScale(-50), onScale(-25), onScale(3), onScale(-70)]).toEqual([0, 0.5, 1, 0])
  expect(decibels(-26.28)).toBe('−26.3')
})

const m4a = { file: 'a.m4a', result: 'refused', reason: 'm4a' } as Outcome
const used = { file: 'a.m4a', result: 'used' } as Outcome
const file = (name = 'a.m4a', size = 3) =>
  Object.defineProperty(new File(['abc'], name), 'size', { value: size })

it('sends what the server cannot read once more, as what the browser makes of it', async () => {
  const wav = new File(['wav'], 'a.m4a')
  const send = vi.fn().mockResolvedValueOnce(m4a).mockResolvedValueOnce(used)
  expect(await sendRecording(file(), send, async () => wav)).toEqual(used)
  expect(send.mock.calls.map(([f]) => f)).toEqual([expect.any(File), wav])
})

it('tells the refusal where the browser reads it no better, and does not decode what was refused for another reason', async () => {
  expect(
    await sendRecording(
      file(),
      async () => m4a,
      async () => undefined,
    ),
  ).toEqual(m4a)
  const decode = vi.fn()
  const silent = { ...m4a, reason: 'silent' }
  expect(await sendRecording(file(), async () => silent, decode)).toEqual(silent)
  expect(decode).not.toHaveBeenCalled()
  const long = file('long.wav', MAX_RECORDING + 1)
  expect(
    await sendRecording(
      file(),
      async () => m4a,
      async () => long,
    ),
  ).toMatchObject({ result: 'refused', reason: 'too_long' })
})

it('does not send what is too large', async () => {
  const send = vi.fn()
  await expect(sendRecording(file('a.wav', MAX_RECORDING + 1), send)).rejects.toMatchObject({
    code: 'recording_too_large',
  })
  expect(send).not.toHaveBeenCalled()
  expect(new Problem(413, 'recording_too_large', '')).toBeInstanceOf(Error)
})

it('says why a file is refused, where, and what to do', () => {
  const refused = (reason: string, second = 0, seconds = 0) =>
    reasonOf({ file: 'a', result: 'refused', reason, second, seconds })
  expect(refused('clipped', 2.1, 0.4)).toBe('第 2.1 秒起削波 0.4 秒。请调低录音音量后重录。')
  expect(refused('clipped', 0, 0.2)).toContain('第 0.0 秒起')
  expect(refused('silent', 0, 2)).toContain('没有声音')
  expect(refused('silent', 4, 3)).toContain('第 4.0 秒起静音 3.0 秒')
  for (const reason of ['not_audio', 'm4a', 'damaged', 'too_long', 'too_short'])
    expect(refused(reason)).toMatch(/。$/)
  expect(refused('something_new')).toBe(refused('not_audio'))
  const recording = { level: -26, original: -19.3, seconds: 9.4 }
  expect(reasonOf({ file: 'a', result: 'used', recording } as Outcome)).toBe(
    '原 −19.3，已调到 −26.0 dBov · 9.4 秒',
  )
  expect(reasonOf({ file: 'a', result: 'no_prompt' })).toContain('编号_语种')
})
