// Package alaw is G.711 A-law (ITU-T G.711), the only sound format of the
// hotline: 8,000 samples a second, one byte each.
package alaw

// Silence is the code of the smallest positive level.
const Silence = 0xD5

// SampleRate of all A-law sound, in hertz.
const SampleRate = 8000

var (
	linear = decodeTable()
	codes  = encodeTable()
)

// Decode gives the 16-bit level of one code.
func Decode(code byte) int16 { return linear[code] }

// Encode gives the code of a 16-bit level.
func Encode(level int16) byte { return codes[uint16(level)>>3] }

// decodeTable follows the segments of G.711 table 1a: even bits are inverted,
// three bits of segment, four of step.
func decodeTable() (t [256]int16) {
	for i := range t {
		code := byte(i) ^ 0x55
		segment, step := int(code>>4&7), int(code&15)
		level := step<<4 + 8
		if segment > 0 {
			level = (level + 0x100) << (segment - 1)
		}
		if code&0x80 == 0 {
			level = -level
		}
		t[i] = int16(level)
	}
	return t
}

// encodeTable holds the nearest code of every level in steps of eight.
func encodeTable() (t [8192]byte) {
	for i := range t {
		t[i] = encode(int(int16(uint16(i) << 3)))
	}
	return t
}

func encode(level int) byte {
	sign := byte(0x80)
	if level < 0 {
		sign, level = 0, -level-1
	}
	level >>= 4 // 12 bits
	segment := 0
	for l := level; l > 31; l >>= 1 {
		segment++
	}
	var code byte
	if level < 16 {
		code = byte(level)
	} else {
		code = byte(segment+1)<<4 | byte(level>>segment&15)
	}
	return (code | sign) ^ 0x55
}
