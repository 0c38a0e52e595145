import { expect, it } from 'vitest'
import type { Entry } from '@/api/client'
import { pointsOf } from './points'

const entry = (seq: number, move: string, id: string, minute: number) =>
  ({
    seq,
    move,
    by: { id },
    at: `2026-11-23T01:${String(minute).padStart(2, '0')}:00Z`,
    ...(move === 'attach' ? { file: { seq } } : {}),
  }) as unknown as Entry

it('shows files that one person added in one go as one point', () => {
  const points = pointsOf([
    entry(1, 'register', 'a', 0),
    entry(2, 'attach', 'c', 1),
    entry(3, 'attach', 'c', 2),
    entry(4, 'attach', 'a', 2), // another person's
    entry(5, 'progress', 'c', 3),
    entry(6, 'attach', 'c', 4),
    entry(7, 'attach', 'c', 30), // much later
  ])
  expect(points.map((p) => [p.entry.seq, p.files])).toEqual([
    [1, []],
    [2, [2, 3]],
    [4, [4]],
    [5, []],
    [6, [6]],
    [7, [7]],
  ])
})
