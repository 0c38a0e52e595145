package devstack

import "testing"

func TestWhichAsteriskFits(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]bool{
		"Asterisk 22.10.1+dfsg+~cs6.17.60671434-1\n": true,
		"Asterisk 22.0.0":          true,
		"Asterisk 20.17.0":         true,
		"Asterisk 20.16.3":         false,
		"Asterisk 21.20.0":         false,
		"Asterisk 23.1.0":          false,
		"Asterisk certified/20.7":  false,
		"asterisk: not found here": false,
		"":                         false,
	} {
		if got := fits([]byte(answer)); got != want {
			t.Errorf("%q fits: %v, want %v", answer, got, want)
		}
	}
}
