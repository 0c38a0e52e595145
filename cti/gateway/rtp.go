package gateway

import "encoding/binary"

// The fixed part of an RTP packet (RFC 3550, section 5.1). Only this is needed:
// A-law has payload type 8 and no extensions on the way to Asterisk.
const (
	headerSize  = 12
	payloadPCMA = 8
	maxPacket   = 1500
	// frame is 20 ms of A-law.
	frame = 160
)

// header is what is read of a packet.
type header struct {
	seq    uint16
	ts     uint32
	ssrc   uint32
	offset int // of the payload
	end    int // of the payload, without padding
}

// parse reads a packet; ok is false for anything that is not A-law RTP.
func parse(b []byte) (h header, ok bool) {
	if len(b) < headerSize || b[0]>>6 != 2 || b[1]&0x7F != payloadPCMA {
		return h, false
	}
	h.offset, h.end = headerSize+4*int(b[0]&0x0F), len(b)
	if b[0]&0x10 != 0 { // header extension
		if len(b) < h.offset+4 {
			return h, false
		}
		h.offset += 4 + 4*int(binary.BigEndian.Uint16(b[h.offset+2:]))
	}
	if b[0]&0x20 != 0 { // padding: its last byte is its length
		h.end -= int(b[len(b)-1])
	}
	if h.offset >= h.end {
		return h, false
	}
	h.seq = binary.BigEndian.Uint16(b[2:])
	h.ts = binary.BigEndian.Uint32(b[4:])
	h.ssrc = binary.BigEndian.Uint32(b[8:])
	return h, true
}

// build writes a packet with a fixed header into b and returns it.
func build(b []byte, s stamp, payload []byte) []byte {
	b = b[:headerSize+len(payload)]
	b[0], b[1] = 0x80, payloadPCMA
	if s.marker {
		b[1] |= 0x80
	}
	binary.BigEndian.PutUint16(b[2:], s.seq)
	binary.BigEndian.PutUint32(b[4:], s.ts)
	binary.BigEndian.PutUint32(b[8:], s.ssrc)
	copy(b[headerSize:], payload)
	return b
}
