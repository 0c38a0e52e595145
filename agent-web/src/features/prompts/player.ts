import { onScopeDispose, reactive } from 'vue'
import { bytesOf } from './sound'

/** One sound at a time, of all that the page can play. */
export function usePlayer() {
  const player = reactive({ id: '', at: 0, length: 0 })
  const audio = new Audio()
  let url = ''
  let ended: () => void = () => undefined
  let frame = 0

  function stop(): void {
    if (url) audio.pause()
    cancelAnimationFrame(frame)
    if (url) URL.revokeObjectURL(url)
    url = ''
    Object.assign(player, { id: '', at: 0 })
  }
  function follow(): void {
    player.at = audio.currentTime
    frame = requestAnimationFrame(follow)
  }
  audio.onended = () => {
    const then = ended
    stop()
    then()
  }
  /** Plays a WAV file under a name; done is told when it was heard to its end. */
  async function play(id: string, wav: string, done: () => void = () => undefined): Promise<void> {
    stop()
    url = URL.createObjectURL(new Blob([bytesOf(wav)], { type: 'audio/wav' }))
    audio.src = url
    ended = done
    player.id = id
    player.length = 0
    audio.onloadedmetadata = () => {
      player.length = audio.duration
    }
    await audio.play().catch(stop) // the browser plays nothing: another sound was begun
    if (player.id) follow()
  }
  onScopeDispose(stop)
  return { player, play, stop }
}

export type Player = ReturnType<typeof usePlayer>
