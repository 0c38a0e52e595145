import { afterAll, expect } from 'vitest'
import { faults, settled } from './contract'

afterAll(async () => {
  await settled()
  expect(faults, 'answers that are not as described').toEqual([])
})
