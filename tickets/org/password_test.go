package org

import (
	"testing"

	"hotline12345/internal/errs"
)

func TestPasswords(t *testing.T) {
	t.Parallel()
	for password, want := range map[string]errs.FieldCode{
		"":                  CodeTooShort,
		"Ab1-xyz":           CodeTooShort, // seven characters of four kinds
		"abcdefg1":          CodeTooShort, // eight of two kinds
		"elevenchars":       CodeTooShort,
		"海滨路上的路灯2026":       CodeTooShort, // eleven of two kinds
		"Ab1cdxyz":          "",
		"海滨A1路灯很亮了":         "",
		"twelvecharac":      "",
		"海滨路上的路灯亮了2026":     "",
		"li.na.in.town":     CodeIsLogin,
		"LI.na.in.TOWN":     CodeIsLogin,
		"Demo-12345":        CodeCommon, // everybody can read it
		"PASSWORD1234":      CodeCommon,
		"Aa123456":          CodeCommon,
		"aaaaaaaaaaaaaaaa":  CodeCommon,
		"1212121212121212":  CodeCommon,
		"correct horse 9 !": "",
	} {
		if got := CheckPassword("li.na.in.town", password); got != want {
			t.Errorf("%q: %q, want %q", password, got, want)
		}
	}
}

// TestCommonPasswordsWouldPass: the list has no word that the other rules refuse.
func TestCommonPasswordsWouldPass(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, p := range commonPasswords {
		if seen[p] {
			t.Errorf("%q stands twice", p)
		}
		seen[p] = true
		upper := []rune(p) // as people write it to please a rule
		upper[0] -= 'a' - 'A'
		if n := len(upper); n < shortPassword || n < longPassword && kinds(p) < kindsOfShort && kinds("A"+p[1:]) < kindsOfShort {
			t.Errorf("%q is refused anyway", p)
		}
	}
}
