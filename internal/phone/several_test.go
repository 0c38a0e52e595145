package phone_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestSeveralNumbersInOneField: as people write them, each in its normal form.
func TestSeveralNumbersInOneField(t *testing.T) {
	t.Parallel()
	const two = "13800138000 075788886666"
	for s, want := range map[string]string{
		"13800138000":                     "13800138000",
		"+86 138-1234-0001":               "13812340001",
		"13800138000,0757-88886666":       two,
		"13800138000/0757-88886666":       two,
		"138 0013 8000 / (0757) 88886666": two,
		"13800138000、88886666":            two,
		"13800138000；０７５７－８８８８６６６６":       two,
		"13800138000 或 88886666":          two,
		"13800138000和075788886666":        two,
		"13800138000 88886666":            two,
		"+8613800138000\n8675788886666":   two,
		"13800138000,13800138000":         "13800138000",
		"0757-88886666转8001/13800138000":  "075788886666转8001 13800138000",
		"88886666/7":                      "075788886666 075788886667",
		"88886666/67":                     "075788886666 075788886667",
		"13800138000/110":                 "",
		"0757-88886666,8001":              "075788886666转8001",
		"13800138000,+852 2123 4567":      "13800138000 +85221234567",
		"13800138000/":                    "13800138000",
		"王建军 13800138000":                 "",
		"13800138000(本人)":                 "",
		"13800138000,139":                 "13800138000转139",
		"2026-03-05 138001380001":         "20260305138001380001",
		"":                                "",
		"/":                               "",
	} {
		if got := strings.Join(foshan.Numbers(s), " "); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// TestTheOwnerIsFoundByEach: with and without the extension.
func TestTheOwnerIsFoundByEach(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"0757-88886666转8001/13800138000": "075788886666转8001 075788886666 13800138000", "8613800138000": "13800138000", "不详": "不详", "": "",
	} {
		if got := strings.Join(foshan.Found(s), " "); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// TestSeveralAreTheirOwnForm: what is written down once is read again as the same numbers.
func TestSeveralAreTheirOwnForm(t *testing.T) {
	t.Parallel()
	one := rapid.SampledFrom([]string{"13800138000", "+86 139-0013-9000", "0571-88886666", "88886666转8001", "4001234567", "+852 2123 4567"})
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(one, 1, 4).Draw(t, "numbers")
		s := strings.Join(list, rapid.SampledFrom([]string{",", "/", "、", " ; ", "\n"}).Draw(t, "sign"))
		tidied := foshan.Tidy(s)
		if again := foshan.Tidy(tidied); again != tidied {
			t.Fatalf("%q is %q, read again %q", s, tidied, again)
		}
		if got := foshan.Numbers(tidied); got != nil && !slices.Equal(got, foshan.Numbers(s)) {
			t.Fatalf("%q is %q: %q and %q", s, tidied, foshan.Numbers(s), got)
		}
	})
}
