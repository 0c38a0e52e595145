import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openOffice } from './agent'
import { type Stack, startStack } from './stack'

let stack: Stack
let office: Awaited<ReturnType<typeof openOffice>>
beforeAll(async () => {
  stack = await startStack()
  office = await openOffice(stack.page, stack.password)
})
afterAll(async () => {
  await office?.close()
  await stack?.stop()
})

it('loads a new build once for a part that is gone, then says what happened', async () => {
  const { page } = await office.as('3001')
  await page.waitForURL('**/worklist')
  let documents = 0
  page.on('request', (r) => {
    if (r.isNavigationRequest()) documents++
  })
  await page.route('**/assets/TicketsPage-*.js', (r) => r.fulfill({ status: 404 }))
  await page.route(`${stack.page}/`, (r) => r.fulfill({ body: '<script src="/assets/index-NEW.js">' }))
  await page.getByRole('link', { name: '工单' }).first().click()
  await page.getByTestId('part-missing').waitFor()
  expect(await page.getByTestId('part-missing').innerText()).toContain('没有打开')
  expect(documents, 'loads of the page').toBe(1)
  expect(new URL(page.url()).pathname).toBe('/tickets')
  await page.unroute('**/assets/TicketsPage-*.js')
  await page.getByTestId('part-missing').getByRole('button').click()
  await page.getByTestId('ticket-row').first().waitFor()
  expect(await page.getByTestId('part-missing').count()).toBe(0)
})

/** Notes every name of a text that a page shows, be it for a moment. */
async function watchForKeys(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const seen = new Set<string>()
    Object.assign(window, { seen })
    new MutationObserver(() => {
      for (const key of document.body?.innerText.match(/\b[a-z_]{2,}(\.[a-z_]{2,})+\b/g) ?? []) seen.add(key)
    }).observe(document, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen])
}

it.each([
  ['', '/status'],
  ['1001', '/agent'],
  ['3001', '/worklist'],
  ['3001', '/tickets/new'],
])('never shows the name of a text: %s %s', async (login, path) => {
  const agent = login ? await office.as(login) : await office.stranger()
  const { page } = agent
  const keys = await watchForKeys(page)
  await page.goto(stack.page + path)
  await page.waitForLoadState('networkidle')
  expect(await page.locator('main').innerText()).toMatch(/\p{Script=Han}/u)
  await agent.speak('en')
  await page.waitForLoadState('networkidle')
  expect(await keys()).toEqual([])
  await page.context().close()
})
