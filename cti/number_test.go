package cti_test

import (
	"strings"
	"testing"

	"hotline12345/cti"
)

func TestNormaliseCaller(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, pai, want string }{
		{"13800138000", "", "13800138000"},
		{"+8613800138000", "", "13800138000"},
		{"008613800138000", "", "13800138000"},
		{"8613800138000", "", "13800138000"},
		{"013800138000", "", "13800138000"},
		{"057188886666", "", "057188886666"},
		{"+8657188886666", "", "057188886666"},
		{"88886666", "", "88886666"},
		{"+442079460000", "", "+442079460000"},
		{"00442079460000", "", "+442079460000"},
		{"anonymous", `"Li" <sip:+8613800138000@10.0.0.1;user=phone>`, "13800138000"},
		{"12345", "tel:+86-571-8888-6666", "057188886666"},
		{"13800138000", "sip:anonymous@anonymous.invalid", "13800138000"},
	} {
		if got := cti.NormaliseCaller(c.from, c.pai); got.Number != c.want || got.Anonymous {
			t.Errorf("from %q, PAI %q: %+v, want %s", c.from, c.pai, got, c.want)
		}
	}
	for _, from := range []string{"", "anonymous", "Restricted", "unavailable", "sip:alice@example.com", "+"} {
		if got := cti.NormaliseCaller(from, ""); !got.Anonymous || got.Number != "" {
			t.Errorf("from %q: %+v, want anonymous", from, got)
		}
	}
}

func TestNormaliseCalled(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"12345": "12345", "1234511": "1234511", "057112345": "057112345",
		"+8657112345": "057112345", "sip:12345@10.0.0.1": "12345", "nonsense": "",
	} {
		if got := cti.NormaliseCalled(raw); got != want {
			t.Errorf("%q gives %q, want %q", raw, got, want)
		}
	}
}

func FuzzNormaliseCaller(f *testing.F) {
	f.Add("+8613800138000", "<tel:1>")
	f.Fuzz(func(t *testing.T, from, pai string) {
		c := cti.NormaliseCaller(from, pai)
		if c.Anonymous != (c.Number == "") {
			t.Errorf("%q %q: %+v is neither a number nor anonymous", from, pai, c)
		}
		if strings.Trim(c.Number, "+0123456789") != "" {
			t.Errorf("%q %q: %q is not a number", from, pai, c.Number)
		}
	})
}
