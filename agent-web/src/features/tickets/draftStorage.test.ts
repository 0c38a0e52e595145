import { beforeEach, expect, it } from 'vitest'
import type { Ticket } from '@/api/client'
import { session } from '@/features/session/session'
import { storeTyped } from '@/lib/draftStorage'
import { useDraftStorage } from './draftStorage'
import { changed } from './forms'

const ticket = { number: '261123000001', moves: ['grant'] } as unknown as Ticket

beforeEach(() => {
  sessionStorage.clear()
  session.user = { id: '7' } as typeof session.user
})

it('reads a form that the pages of before have kept', () => {
  storeTyped('7', 'moves:261123000001', {
    move: 'grant',
    forms: { grant: { note: '同意', part: 'Y04', plea: 'extension' } },
  })
  const { forms, move } = useDraftStorage(ticket)
  expect(move.value).toBe('grant')
  expect(forms.grant).toMatchObject({ note: '同意', assignee: 'Y04', unit_request: 'extension' })
  expect(forms.grant).not.toHaveProperty('part')
})

it('has nothing to keep of a form of before that was empty', () => {
  storeTyped('7', 'moves:261123000001', { move: 'grant', forms: { grant: { part: '', plea: '' } } })
  const { forms } = useDraftStorage(ticket)
  expect(forms.grant && changed(forms.grant)).toBe(false)
})
