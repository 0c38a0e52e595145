package phone

import (
	"encoding/binary"

	"hotline12345/internal/alaw"
)

// WAV wraps A-law in a mono WAV file.
func WAV(sound []byte) []byte {
	b := []byte("RIFF")
	u32 := func(v int) { b = binary.LittleEndian.AppendUint32(b, uint32(v)) }
	u16 := func(v int) { b = binary.LittleEndian.AppendUint16(b, uint16(v)) }
	u32(50 - 8 + 8 + len(sound))
	b = append(b, "WAVEfmt "...)
	u32(18)
	u16(6) // A-law
	u16(1)
	u32(alaw.SampleRate)
	u32(alaw.SampleRate)
	u16(1)
	u16(8)
	u16(0)
	b = append(b, "fact"...)
	u32(4)
	u32(len(sound))
	b = append(b, "data"...)
	u32(len(sound))
	return append(b, sound...)
}
