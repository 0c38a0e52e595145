import { expect, it } from 'vitest'
import { address, asked, clean, same } from './query'

it('keeps what says something', () => {
  expect(clean({ text: ' 路灯 ', state: '', page: '3', mark: ['x'] })).toEqual({ text: '路灯' })
})

it('reads an address that an earlier version wrote', () => {
  expect(clean({ part: 'in_hand', unit: 'Y04' })).toEqual({ assignment: 'in_hand', unit: 'Y04' })
  expect(address({ part: 'in_hand' })).toBe('assignment=in_hand')
  expect(clean({ part: 'in_hand', assignment: 'reported' })).toEqual({ assignment: 'reported' })
})

it('a day is a whole day in the city', () => {
  expect(asked({ from: '2026-11-23', to: '2026-11-23', number: '138 0013-8000' }, '261123000001')).toEqual({
    from: '2026-11-23T00:00:00+08:00',
    to: '2026-11-23T23:59:59+08:00',
    number: '13800138000',
    before: '261123000001',
    limit: '50',
  })
})

it('the order of an address does not matter', () => {
  expect(same({ text: 'a', state: 'redo' }, { state: 'redo', text: 'a ' })).toBe(true)
  expect(address({ state: 'redo', text: 'a' })).toBe('state=redo&text=a')
  expect(same({ text: 'a' }, { text: 'b' })).toBe(false)
})
