import type { Category, MoveBody, Proposal } from '@/api/client'

/** The first move with a new register. */
export type First = 'register' | 'answer' | 'dispatch' | 'decline'

/** What is typed for the first move; move is the one whose fields are shown. */
export interface FirstFields {
  move: '' | First
  unit: string
  /** The unit that was proposed; another one was chosen by a person, and stays. */
  proposed: string
  assist: string[]
  note: string
  way: string
  declined: string
  refer: string
}

export const noFirst = (way: string): FirstFields => ({
  move: '',
  unit: '',
  proposed: '',
  assist: [],
  note: '',
  way,
  declined: '',
  refer: '',
})

/** The move as the server takes it: only what belongs to it. */
export function firstBody(move: First, f: FirstFields, urgent = false): MoveBody {
  const told = move === 'answer' || move === 'decline'
  return {
    move,
    note: f.note,
    ...(urgent ? { urgent } : {}),
    unit: move === 'dispatch' ? f.unit : '',
    ...(told ? { way: f.way } : {}),
    ...(move === 'dispatch' && f.assist.length ? { assist: f.assist } : {}),
    ...(move === 'decline' ? { declined: f.declined, refer: f.refer } : {}),
  } as MoveBody
}

/** Another category brings its own unit, but never in place of a person's choice. */
export function follow(f: FirstFields, c: Category): void {
  if (f.unit && f.unit !== f.proposed) return
  f.unit = f.proposed = c.unit ?? ''
  f.assist = []
}

/** The proposed unit is taken over, with those who assist. */
export function take(f: FirstFields, p: Proposal): void {
  const unit = p.unit ?? ''
  Object.assign(f, { move: 'dispatch', unit, proposed: unit, assist: [...(p.assist ?? [])] })
}
