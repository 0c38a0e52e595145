import { beforeEach, expect, it } from 'vitest'
import { forgetOthers, forgetTyped, keepTyped, keptTyped } from './typed'

beforeEach(() => sessionStorage.clear())

it('gives what was typed back to the one who typed it, and to nobody else', () => {
  keepTyped('u1', 'new-ticket', { content: '举报' })
  expect(keptTyped('u1', 'new-ticket')).toEqual({ content: '举报' })
  expect(keptTyped('u2', 'new-ticket')).toBeNull()
  forgetTyped('u1', 'new-ticket')
  expect(keptTyped('u1', 'new-ticket')).toBeNull()
})

it('forgets what others typed when somebody signs in, and only that', () => {
  keepTyped('u1', 'new-ticket', 'mine')
  keepTyped('u10', 'new-ticket', 'not mine')
  sessionStorage.setItem('headset', '1')
  forgetOthers('u1')
  expect(keptTyped('u1', 'new-ticket')).toBe('mine')
  expect(keptTyped('u10', 'new-ticket')).toBeNull()
  expect(sessionStorage.getItem('headset')).toBe('1')
})

it('takes a half-written entry for none', () => {
  sessionStorage.setItem('typed:u1:x', '{"a":')
  expect(keptTyped('u1', 'x')).toBeNull()
})
