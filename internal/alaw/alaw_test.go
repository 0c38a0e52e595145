package alaw_test

import (
	"testing"

	"hotline12345/internal/alaw"
)

// The levels of G.711 table 1a, in 16 bits.
func TestKnownLevels(t *testing.T) {
	t.Parallel()
	for code, want := range map[byte]int16{0xD5: 8, 0x55: -8, 0xAA: 32256, 0x2A: -32256, 0xD4: 24, 0xC5: 264, 0x80: 5504} {
		if got := alaw.Decode(code); got != want {
			t.Errorf("code %#x is %d, want %d", code, got, want)
		}
	}
}

func TestEveryCodeComesBack(t *testing.T) {
	t.Parallel()
	for i := range 256 {
		if got := alaw.Encode(alaw.Decode(byte(i))); got != byte(i) {
			t.Errorf("code %#x comes back as %#x", i, got)
		}
	}
}

func TestNoLevelIsFarFromItsCode(t *testing.T) {
	t.Parallel()
	for level := -32768; level < 32768; level++ {
		got := int(alaw.Decode(alaw.Encode(int16(level))))
		off := got - level
		if off < 0 {
			off = -off
		}
		if limit := max(16, abs(level)/16); off > limit {
			t.Fatalf("level %d becomes %d", level, got)
		}
	}
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
