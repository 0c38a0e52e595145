import { beforeEach, expect, it } from 'vitest'
import { removeOthers } from './draftStorage'
import { forgetPrivate, withoutPrivate, withPrivate } from './privateQuery'

beforeEach(() => {
  sessionStorage.clear()
  forgetPrivate()
})

it.each([
  ['/tickets', { text: '欧阳举报', state: 'handling' }],
  ['/tickets', { number: '13800138000' }],
  ['/agent', { dial: '13800138000', ticket: '261123000001' }],
])('keeps what may name a citizen out of an address: %s', (path, query) => {
  const shown = withoutPrivate(path, query, 'u1')
  const address = decodeURIComponent(JSON.stringify(shown))
  expect(address).not.toContain('欧阳')
  expect(address).not.toContain('13800138000')
  expect(withPrivate(shown as never, 'u1')).toEqual(query)
  expect(withPrivate(shown as never, 'u2')).not.toEqual(query)
  forgetPrivate() // the page was loaded anew
  expect(withPrivate(shown as never, 'u1')).toEqual(query)
  expect(withPrivate(shown as never, 'u2')).not.toEqual(query)
})

it('leaves other addresses alone, and forgets what was asked with the person', () => {
  expect(withoutPrivate('/admin/users', { text: '王芳' }, 'u1')).toBeUndefined()
  expect(withoutPrivate('/tickets', { state: 'handling', text: '' }, 'u1')).toBeUndefined()
  const shown = withoutPrivate('/tickets', { text: '欧阳举报' }, 'u1')
  forgetPrivate()
  removeOthers('u2')
  expect(withPrivate(shown as never, 'u1')).toEqual({})
  expect(Object.values(sessionStorage).join()).not.toContain('欧阳')
})
