import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem } from '@/api/client'
import { locale } from '@/i18n'
import { callsClient } from './client'
import RecordingPlayer from './RecordingPlayer.vue'

beforeEach(() => {
  locale.value = 'en'
})
afterEach(() => vi.restoreAllMocks())

async function refused(e: Problem | null) {
  const tried = vi.spyOn(callsClient, 'tryRecording')
  if (e) tried.mockRejectedValue(e)
  else tried.mockResolvedValue(undefined)
  const player = mount(RecordingPlayer, { props: { call: '1.1' } })
  expect(player.find('audio').exists()).toBe(false) // nobody has listened yet
  await player.get('[data-testid=listen]').trigger('click')
  await player.get('audio').trigger('error')
  await flushPromises()
  return player
}

it.each([
  [new Problem(404, 'not_found', ''), 'You may not listen to this call', false],
  [new Problem(403, 'forbidden', ''), 'You may not listen to this call', false],
  [new Problem(404, 'no_recording', ''), 'This call has no recording', false],
  [new Problem(0, 'offline', ''), 'The server cannot be reached', true],
  [new Problem(500, 'fault', ''), 'Something went wrong on the server', true],
  [null, 'The recording could not be played', true],
])(
  'says why a recording is not heard, and offers another try only where it helps',
  async (e, said, again) => {
    const player = await refused(e)
    expect(player.get('[data-testid=not-heard]').text()).toContain(said)
    expect(player.find('button').exists()).toBe(again)
  },
)
