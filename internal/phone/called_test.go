package phone_test

import (
	"testing"

	"hotline12345/internal/phone"
)

func TestWhatWasDialled(t *testing.T) {
	t.Parallel()
	for user, want := range map[string]string{
		"12345": "12345", "1234515": "1234515", "075712345": "075712345", "+8675712345": "075712345", "+8612345": "12345", "0086 757 12345 15": "07571234515",
		"+861234515": "1234515", "+867571234515": "07571234515", "12345;phone-context=+86757": "12345", "12345;user=phone": "12345", "12345%3Bnpdi": "12345",
		"12345,2": "12345", "12345%2C2": "12345", "12345;npdi=yes;rn=1": "12345", "abc12345": "12345", "**12345": "12345", "*12345": "12345", "12345*1": "12345*1",
		"12345#": "12345#", "T12345": "12345", "12-345": "12345", "１２３４５": "12345", "12345:secret": "12345", "12345)&x": "12345", "": "", "s": "", "nonsense": "",
		"+": "", "8675712345": "8675712345", "+861012345": "01012345", "tel:12345": "12345", "12345@h": "12345", "+8696119": "96119",
	} {
		if got := phone.Called(user); got != want {
			t.Errorf("%q: %q, want %q", user, got, want)
		}
	}
}

func TestKeysBehindTheNumber(t *testing.T) {
	t.Parallel()
	for called, want := range map[string]string{
		"12345": "", "1234515": "15", "075712345": "", "07571234515": "15", "867571234515": "15", "8675712345": "", "861234515": "15", "0086075712345": "",
		"01012345*1": "*1", "02012345": "", "12345#": "#", "7571234515": "15",
	} {
		if keys, ok := phone.Behind(called, "12345"); keys != want || !ok {
			t.Errorf("%q: keys %q, %v, want %q", called, keys, ok, want)
		}
	}
	for _, called := range []string{"10086", "", "112345", "123"} {
		if keys, ok := phone.Behind(called, "12345"); ok {
			t.Errorf("%q is not 12345, got keys %q", called, keys)
		}
	}
}
