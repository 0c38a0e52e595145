import { expect, it, vi } from 'vitest'
import { browser, loading } from './lib/loading'
import { publicRouter } from './publicRouter'

it('shows what is open without a session, and leaves for any other address', async () => {
  const go = vi.spyOn(browser, 'go').mockImplementation(() => undefined)
  await publicRouter.push('/status?number=1')
  expect(publicRouter.currentRoute.value.fullPath).toBe('/status?number=1')
  await publicRouter.push('/published')
  expect(publicRouter.currentRoute.value.path).toBe('/published')
  expect(go).not.toHaveBeenCalled()
  await publicRouter.push('/login?to=/tickets')
  expect(go).toHaveBeenCalledExactlyOnceWith('/login?to=/tickets')
  expect(publicRouter.currentRoute.value.path).toBe('/published') // until the other document is here
  expect(loading.missing).toBe('')
})
