import { Problem } from '@/api/client'
import { MAX_RECORDING, type Outcome } from './client'
import { decoded } from './sound'

/** What the server cannot read, and a browser perhaps can. */
const UNREAD = ['m4a', 'not_audio']

/**
 * Sends a recording; one that the server cannot read (m4a) is sent once more as what the browser makes of it. One that
 * is too large is not sent at all.
 */
export async function sendRecording(
  file: File,
  send: (f: File) => Promise<Outcome>,
  decode = decoded,
): Promise<Outcome> {
  if (file.size > MAX_RECORDING) throw new Problem(413, 'recording_too_large', '')
  const outcome = await send(file)
  if (outcome.result !== 'refused' || !UNREAD.includes(outcome.reason ?? '')) return outcome
  const wav = await decode(file)
  if (!wav) return outcome
  if (wav.size > MAX_RECORDING) return { ...outcome, reason: 'too_long' }
  return await send(wav)
}
