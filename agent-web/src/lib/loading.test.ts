import { beforeEach, expect, it, vi } from 'vitest'
import { browser, buildOf, loading, pageCall, partMissing, waitFor } from './loading'

const go = vi.fn()
beforeEach(() => {
  sessionStorage.clear()
  loading.missing = ''
  go.mockClear()
  vi.spyOn(browser, 'go').mockImplementation(go)
  vi.spyOn(browser, 'running').mockReturnValue('/assets/index-A.js')
})
const served = (build: string) => vi.spyOn(browser, 'served').mockResolvedValue(build)

it('goes to the new build for a part that is gone, once for each build', async () => {
  served('/assets/index-B.js')
  await partMissing('/tickets?mark=tell')
  expect(go).toHaveBeenCalledExactlyOnceWith('/tickets?mark=tell')
  expect(loading.missing).toBe('')
  await partMissing('/tickets')
  expect(go).toHaveBeenCalledTimes(1)
  expect(loading.missing).toBe('broken')
  served('/assets/index-C.js')
  await partMissing('/tickets')
  expect(go).toHaveBeenCalledTimes(2)
})

it('is not loaded anew under a call, but says so', async () => {
  served('/assets/index-B.js')
  const call = vi.spyOn(pageCall, 'goesOn').mockReturnValue(true)
  await partMissing('/tickets')
  expect(go).not.toHaveBeenCalled()
  expect(loading.missing).toBe('broken')
  call.mockReturnValue(false) // it is over
  await partMissing('/tickets')
  expect(go).toHaveBeenCalledTimes(1)
})

it('stays where it is, and says so, for a part that is missing in its own build', async () => {
  served('/assets/index-A.js')
  await partMissing('/tickets')
  expect(go).not.toHaveBeenCalled()
  expect(loading.missing).toBe('broken')
})

it('stays where it is, and says so, when the server is away', async () => {
  vi.spyOn(browser, 'served').mockRejectedValue(new TypeError('Failed to fetch'))
  await partMissing('/tickets')
  expect(go).not.toHaveBeenCalled()
  expect(loading.missing).toBe('offline')
})

it('finds the build of a page', () => {
  expect(buildOf('<head><script type="module" crossorigin src="/assets/index-BYUg3X4x.js"></script>')).toBe(
    '/assets/index-BYUg3X4x.js',
  )
  expect(buildOf('<p>502')).toBe('')
})

it('shows that it waits while it waits, also when nothing comes of it', async () => {
  const one = waitFor(Promise.resolve())
  const two = waitFor(Promise.reject(new Error('gone'))).catch(() => undefined)
  expect(loading.waits).toBe(2)
  await Promise.all([one, two])
  expect(loading.waits).toBe(0)
})
