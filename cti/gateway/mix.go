package gateway

import "hotline12345/internal/alaw"

// mixed holds the code of the sum of two codes.
var mixed = func() (t [256][256]byte) {
	for a := range 256 {
		for b := range 256 {
			sum := int(alaw.Decode(byte(a))) + int(alaw.Decode(byte(b)))
			t[a][b] = alaw.Encode(int16(min(max(sum, -32768), 32767)))
		}
	}
	return t
}()

// mix adds b to a, sample by sample.
func mix(a, b []byte) {
	for i := range min(len(a), len(b)) {
		a[i] = mixed[a[i]][b[i]]
	}
}

// silentFrame is 20 ms of silence.
var silentFrame = func() (f [frame]byte) {
	for i := range f {
		f[i] = alaw.Silence
	}
	return f
}()
