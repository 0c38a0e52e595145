import { expect, it } from 'vitest'
import { stunOf } from './reach'

it('finds the address of the sound in an answer, by UDP and once', () => {
  const sdp = [
    'v=0',
    'a=candidate:1 1 udp 2130706431 10.221.7.1 30000 typ host ufrag x',
    'a=candidate:1 2 udp 2130706431 10.221.7.1 30000 typ host',
    'a=candidate:2 1 UDP 2130706431 203.0.113.5 30000 typ host',
    'a=candidate:2 1 udp 1130706431 203.0.113.5 30000 typ host',
    'a=candidate:3 1 tcp 1671430143 10.221.7.1 30000 typ host tcptype passive',
    '',
  ].join('\r\n')
  expect(stunOf(sdp)).toEqual(['stun:10.221.7.1:30000', 'stun:203.0.113.5:30000'])
  expect(stunOf('v=0\r\n')).toEqual([])
})
