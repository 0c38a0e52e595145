package restricted_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/phone"
	"hotline12345/tickets/restricted"
)

// TestWhoseCallsMayBeRestricted: people and companies in any spelling, no authorities.
func TestWhoseCallsMayBeRestricted(t *testing.T) {
	t.Parallel()
	plan := phone.Plan{Area: "0757"}
	for typed, want := range map[string]string{
		"13800138000": "13800138000", "+86 138 0013 8000": "13800138000", "１３８００１３８０００": "13800138000", "8888 6666": "075788886666",
		"0571-88886666": "057188886666", "057188886666转8001": "057188886666", "+85221234567": "+85221234567", "4001234567": "4001234567", "95188": "95188",
		"110": "", "0110": "", "+86757110": "", "1-1-0": "", "12345": "", "075712345": "", "12315": "", "10086": "", "8001": "", "": "", "secret": "", "138****8000": "",
	} {
		got, err := restricted.Normal(plan, typed)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q (%v), want %q", typed, got, err, want)
		}
	}
}

func TestWhenANumberIsRestricted(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 11, 29, 8, 0, 0, 0, time.UTC)
	n := restricted.Number{Why: "辱骂", Since: since, Until: since.Add(restricted.Longest)}
	if err := n.Check(); err != nil || !n.Holds(since) || !n.Holds(n.Until.Add(-1)) || n.Holds(n.Until) {
		t.Errorf("for as long as may be: %v", err)
	}
	lifted := n
	lifted.Lifted = &restricted.Lifting{}
	if lifted.Holds(since) {
		t.Error("a number that was lifted is restricted")
	}
	for want, change := range map[string]func(*restricted.Number){
		"until invalid":         func(n *restricted.Number) { n.Until = n.Until.Add(1) },
		"until  invalid":        func(n *restricted.Number) { n.Until = n.Since },
		"why required":          func(n *restricted.Number) { n.Why = "\u200b　" },
		"why too_long":          func(n *restricted.Number) { n.Why = strings.Repeat("长", 667) },
		"why control_character": func(n *restricted.Number) { n.Why = "a\x07" },
	} {
		x := n
		change(&x)
		var wrong *errs.Invalid
		if err := x.Check(); !errors.As(err, &wrong) || wrong.Fields[0].Field+" "+string(wrong.Fields[0].Code) != strings.Replace(want, "  ", " ", 1) {
			t.Errorf("%s: %v", want, err)
		}
	}
}
