import { beforeEach, expect, it } from 'vitest'
import { readTyped, removeOthers, removeTyped, storeTyped } from './draftStorage'

beforeEach(() => sessionStorage.clear())

it('gives what was typed back to the one who typed it, and to nobody else', () => {
  storeTyped('u1', 'new-ticket', { content: '举报' })
  expect(readTyped('u1', 'new-ticket')).toEqual({ content: '举报' })
  expect(readTyped('u2', 'new-ticket')).toBeNull()
  removeTyped('u1', 'new-ticket')
  expect(readTyped('u1', 'new-ticket')).toBeNull()
})

it('forgets what others typed when another person signs in, and only that', () => {
  storeTyped('u1', 'new-ticket', 'mine')
  storeTyped('u10', 'new-ticket', 'not mine')
  sessionStorage.setItem('headset', '1')
  removeOthers('u1')
  expect(readTyped('u1', 'new-ticket')).toBe('mine')
  expect(readTyped('u10', 'new-ticket')).toBeNull()
  expect(sessionStorage.getItem('headset')).toBe('1')
})

it('takes a half-written entry for none', () => {
  sessionStorage.setItem('typed:u1:x', '{"a":')
  expect(readTyped('u1', 'x')).toBeNull()
})
