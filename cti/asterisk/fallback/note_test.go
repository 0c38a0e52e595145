package fallback

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/internal/alaw"
	"hotline12345/internal/phone"
)

// reader reads arrivals as the service does.
func reader(dropWithheld bool) func([]string) cti.CallArrived {
	return func(args []string) cti.CallArrived {
		return asterisk.Arrival(args, "", phone.Plan{Area: "0757"}, dropWithheld)
	}
}

// at is a moment in seconds after the one that the notes below begin at.
func at(seconds int64) time.Time { return time.Unix(1800000000+seconds, 0).UTC() }

const arrival = "arrival in,12345,%3Csip%3A%2B8613800138000%40a%3E,trunk,,,%22Li%2C%20Wei%22%20%3Csip%3A13900139000%40b%3E,"

// TestRowsOfNotes: what a note says becomes the row, whatever is missing.
func TestRowsOfNotes(t *testing.T) {
	t.Parallel()
	caller := cti.Caller{Number: "13800138000", Raw: "<sip:+8613800138000@a>"}
	for name, c := range map[string]struct {
		text                string
		known, broken, drop bool
		want                cti.CallRecord
	}{
		"a whole one": {text: "began 1800000000\n" + arrival + "\nentered \nduty \nended 1800000042\n",
			want: cti.CallRecord{Trunk: "trunk", Caller: caller, Called: "12345", ArrivedAt: at(0), EndedAt: at(42)}},
		"the duty telephone answered": {text: "began 1800000000\n" + arrival + "\nentered \nduty ANSWER\nended 1800000042\n",
			want: cti.CallRecord{Trunk: "trunk", Caller: caller, Called: "12345", ArrivedAt: at(0), EndedAt: at(42), Fallback: &cti.Fallback{Duty: true}}},
		"without an end": {text: "began 1800000000\n" + arrival + "\nentered \n",
			want: cti.CallRecord{Trunk: "trunk", Caller: caller, Called: "12345", ArrivedAt: at(0), EndedAt: at(100)}},
		"the end cut off": {text: "began 1800000000\n" + arrival + "\nentered \nended 18000",
			want: cti.CallRecord{Trunk: "trunk", Caller: caller, Called: "12345", ArrivedAt: at(0), EndedAt: at(100)}},
		"without a beginning": {text: arrival + "\nentered \nended 1800000042\n",
			want: cti.CallRecord{Trunk: "trunk", Caller: caller, Called: "12345", ArrivedAt: at(42), EndedAt: at(42)}},
		"a clock of 1970, then set": {text: "began 12\n" + arrival + "\nended 1800000042\n",
			want: cti.CallRecord{Trunk: "trunk", Caller: caller, Called: "12345", ArrivedAt: at(42), EndedAt: at(42)}},
		"a clock put back": {text: "began 1800000050\n" + arrival + "\nended 1800000042\n",
			want: cti.CallRecord{Trunk: "trunk", Caller: caller, Called: "12345", ArrivedAt: at(50), EndedAt: at(50)}},
		"handed over twice": {text: "began 1800000000\n" + arrival + "\nentered \nended 1800000020\nbegan 1800000021\n" + arrival + "\nentered \nended 1800000042\n",
			want: cti.CallRecord{Trunk: "trunk", Caller: caller, Called: "12345", ArrivedAt: at(0), EndedAt: at(42)}},
		"lines of another system": {text: "began 1800000000\r\n" + arrival + "\r\nweather fine\r\nended 1800000042\r\n",
			want: cti.CallRecord{Trunk: "trunk", Caller: caller, Called: "12345", ArrivedAt: at(0), EndedAt: at(42)}},
		"withheld, kept": {text: "began 1800000000\n" + arrival + "id\nended 1800000042\n",
			want: cti.CallRecord{Trunk: "trunk", Caller: cti.Caller{Number: "13800138000", Raw: caller.Raw, Withheld: true}, Called: "12345", ArrivedAt: at(0), EndedAt: at(42)}},
		"withheld, dropped": {text: "began 1800000000\n" + arrival + "id\nended 1800000042\n", drop: true,
			want: cti.CallRecord{Trunk: "trunk", Caller: cti.Caller{Anonymous: true, Withheld: true}, Called: "12345", ArrivedAt: at(0), EndedAt: at(42)}},
		"the service had it": {text: "began 1800000000\n" + arrival + "\nentered yes\nended 1800000042\n", known: true,
			want: cti.CallRecord{Trunk: "trunk", Caller: caller, Called: "12345", ArrivedAt: at(0), EndedAt: at(42)}},
		"one that we dialled": {text: "began 1800000000\narrival \nentered \nended 1800000042\n", known: true,
			want: cti.CallRecord{Caller: cti.Caller{Anonymous: true}, ArrivedAt: at(0), EndedAt: at(42)}},
		"cut off before it says who calls": {text: "began 1800000000\narriv", broken: true, known: true,
			want: cti.CallRecord{Caller: cti.Caller{Anonymous: true}, ArrivedAt: at(0), EndedAt: at(100)}},
		"zeros of a power cut": {text: strings.Repeat("\x00", 200), broken: true, known: true,
			want: cti.CallRecord{Caller: cti.Caller{Anonymous: true}, ArrivedAt: at(100), EndedAt: at(100)}},
		"of another language": {text: "began ١٨٠٠\narrival out,1\nended x\n", broken: true, known: true,
			want: cti.CallRecord{Caller: cti.Caller{Anonymous: true}, ArrivedAt: at(100), EndedAt: at(100)}},
	} {
		t.Run(name, func(t *testing.T) {
			n, err := parse(c.text)
			if errors.Is(err, errBroken) != c.broken {
				t.Errorf("broken: %v, want %t", err, c.broken)
			}
			if n.known() != c.known {
				t.Errorf("known to the service: %t", n.known())
			}
			n = n.settled(at(100).Add(123 * time.Millisecond))
			want := c.want
			want.Call, want.Revision, want.Direction, want.EndReason = "a-1.5", 1, cti.Inbound, cti.TakenByFallback
			if want.Fallback == nil {
				want.Fallback = &cti.Fallback{}
			}
			want.Fallback.BeganAt, want.Fallback.EndedAt = want.ArrivedAt, want.EndedAt
			got := n.row("a-1.5", cti.Fallback{BeganAt: n.began, EndedAt: n.ended, Duty: n.duty}, reader(c.drop))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("row (-want +got):\n%s", diff)
			}
		})
	}
}

// TestWhenANoteIsOver: one that is still written is left alone.
func TestWhenANoteIsOver(t *testing.T) {
	t.Parallel()
	fine := func(alive bool) func() (bool, error) { return func() (bool, error) { return alive, nil } }
	away := func() (bool, error) { return false, errors.New("no Asterisk") }
	open, ended := note{}, note{ended: at(0)}
	for name, c := range map[string]struct {
		n         note
		unchanged time.Duration
		lives     func() (bool, error)
		want      bool
	}{
		"it has an end":                        {ended, 0, fine(true), true},
		"young, the channel gone":              {open, unfinished - time.Second, fine(false), false},
		"old, the channel gone":                {open, unfinished, fine(false), true},
		"old, the channel lives":               {open, unfinished, fine(true), false},
		"old, Asterisk away":                   {open, unfinished, away, false},
		"an hour, Asterisk away":               {open, noAnswer, away, true},
		"written to in the future, by a clock": {open, -time.Hour, fine(false), false},
	} {
		if got := c.n.over(c.unchanged, c.lives); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// TestWhatIsAMessage: silence, noise of a line and a click are none.
func TestWhatIsAMessage(t *testing.T) {
	t.Parallel()
	tone := func(level int16, stretches int) []byte {
		half := bytes.Repeat([]byte{alaw.Encode(level), alaw.Encode(-level)}, stretch/2)
		return bytes.Repeat(half, stretches)
	}
	quiet := bytes.Repeat([]byte{alaw.Silence}, 50*stretch)
	for name, c := range map[string]struct {
		sound []byte
		want  bool
	}{
		"nothing": {nil, false}, "silence": {quiet, false}, "hiss": {tone(60, 50), false}, "a click": {append(tone(8000, 1), quiet...), false},
		"a word": {append(tone(3000, 4), quiet...), true}, "a soft voice, late": {append(quiet, tone(200, 10)...), true},
	} {
		if got := heard(c.sound); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
