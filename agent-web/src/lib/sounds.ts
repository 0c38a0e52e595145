// Sounds that the page makes itself: ringing, and the beep before an automatic answer.

let context: AudioContext | null = null

export function audioContext(): AudioContext {
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume()
  return context
}

function tone(hertz: number, from: number, length: number, volume = 0.15): void {
  const ctx = audioContext()
  const oscillator = ctx.createOscillator()
  const gain = ctx.createGain()
  oscillator.frequency.value = hertz
  gain.gain.setValueAtTime(0, ctx.currentTime + from)
  gain.gain.linearRampToValueAtTime(volume, ctx.currentTime + from + 0.02)
  gain.gain.setValueAtTime(volume, ctx.currentTime + from + length - 0.02)
  gain.gain.linearRampToValueAtTime(0, ctx.currentTime + from + length)
  oscillator.connect(gain).connect(ctx.destination)
  oscillator.start(ctx.currentTime + from)
  oscillator.stop(ctx.currentTime + from + length)
}

export function beep(): void {
  tone(880, 0, 0.25)
}

/** Rings until the returned function is called. */
export function ring(): () => void {
  const once = () => {
    for (const at of [0, 0.5]) {
      tone(480, at, 0.35)
      tone(620, at, 0.35)
    }
  }
  once()
  const timer = setInterval(once, 2000)
  return () => clearInterval(timer)
}

/** Rings back for a number that is being dialled, as Chinese exchanges do: 450 Hz, 1 s in 5. */
export function ringback(): () => void {
  const once = () => tone(450, 0, 1, 0.08)
  once()
  const timer = setInterval(once, 5000)
  return () => clearInterval(timer)
}

/** Measures a stream's loudness, 0 to 1, as long as the returned function is asked. */
export function meter(stream: MediaStream): () => number {
  const ctx = audioContext()
  const analyser = ctx.createAnalyser()
  analyser.fftSize = 512
  ctx.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  return () => {
    analyser.getFloatTimeDomainData(samples)
    const power = samples.reduce((sum, v) => sum + v * v, 0) / samples.length
    const decibel = 10 * Math.log10(power + 1e-7) // -70 to 0
    return Math.max(0, Math.min(1, (decibel + 60) / 50))
  }
}
