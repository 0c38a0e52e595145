import { expect, it } from 'vitest'
import type { Category, Proposal } from '@/api/client'
import { type FirstFields, firstBody, follow, noFirst, take } from './first'

const typed: FirstFields = {
  move: 'dispatch',
  unit: 'Y04',
  proposed: '',
  assist: ['Y06'],
  note: '说明',
  way: 'letter',
  declined: 'litigation',
  refer: '法院',
}

it('sends with a move only what belongs to it', () => {
  expect(firstBody('register', typed)).toEqual({ move: 'register', unit: '', note: '说明' })
  expect(firstBody('dispatch', typed)).toEqual({
    move: 'dispatch',
    unit: 'Y04',
    assist: ['Y06'],
    note: '说明',
  })
  expect(firstBody('answer', typed)).toEqual({ move: 'answer', unit: '', note: '说明', way: 'letter' })
  expect(firstBody('decline', typed)).toEqual({
    move: 'decline',
    unit: '',
    note: '说明',
    way: 'letter',
    declined: 'litigation',
    refer: '法院',
  })
})

it('lets the unit follow the category until a person chooses one', () => {
  const f = noFirst('in_call')
  follow(f, { unit: 'Y04' } as Category)
  expect(f.unit).toBe('Y04')
  take(f, { unit: 'A1', assist: ['Y06'] } as Proposal)
  expect(f).toMatchObject({ move: 'dispatch', unit: 'A1', assist: ['Y06'] })
  follow(f, { local: 'county' } as Category)
  expect(f).toMatchObject({ unit: '', assist: [] })
  f.unit = 'Y08'
  follow(f, { unit: 'Y04' } as Category)
  expect(f.unit).toBe('Y08')
})
