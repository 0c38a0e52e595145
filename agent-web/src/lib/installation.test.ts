import { afterEach, expect, it } from 'vitest'
import { installation } from './installation'

afterEach(() => document.head.replaceChildren())

it('reads what the service wrote into the head', () => {
  expect([installation.city('en'), installation.demoExposed()]).toEqual(['', false])
  document.head.innerHTML =
    '<meta name="city-en" content="Qingchuan"><meta name="demo-exposed" content="yes">'
  expect([installation.city('en'), installation.city('zh-CN'), installation.demoExposed()]).toEqual([
    'Qingchuan',
    '',
    true,
  ])
})
