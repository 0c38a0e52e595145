package asterisk_test

//hotline:faults

import (
	"context"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/internal/sipraw"
)

// torture are the 49 messages of RFC 4475, byte for byte in testdata/rfc4475, and the
// status of the first answer; 0 is none. 100 leads to a call that the service is told of.
var torture = map[string]int{
	// Section 3.1.1: valid, if odd.
	"wsinv": 481, "esc01": 100, "escnull": 501, "esc02": 501, "lwsdisp": 200, "longreq": 100,
	"dblreq": 501, "semiuri": 200, "transports": 200, "mpart01": 415,
	"intmeth":  0,                // its method has characters that no parser of Asterisk's takes
	"unreason": 0, "noreason": 0, // answers to what nobody asked
	"badinv01": 0, "ncl": 0, "ltgtruri": 0, "lwsruri": 0, "quotbal": 0, // Section 3.1.2: invalid
	"clerr": 100, "lwsstart": 100, "trws": 200, "escruri": 100, "baddate": 100, "badaspec": 200, "baddn": 200,
	"scalar02": 0, "scalarlg": 0, "regbadct": 0, "badvers": 0, "mismatch01": 0, "mismatch02": 501, "bigcode": 0,
	"badbranch": 200, // Section 3.2
	// Section 3.3: what the application has to judge.
	"insuf": 0, "unkscm": 0, "novelsc": 0, "unksm2": 416, "bext01": 200, "invut": 415, "regaut01": 0, "multi01": 100,
	"mcl01": 200, "bcast": 0, "zeromf": 200, "cparam01": 501, "cparam02": 501, "regescrt": 501, "sdp01": 100,
	"inv2543": 400, // Section 3.4
}

// branches of several of them are one; they would count as repeats of each other.
var branches = regexp.MustCompile(`(branch=z9hG4bK[A-Za-z0-9.-]+)`)

// TestTortureMessages: whatever RFC 4475 has invented, each message is answered as ever
// and no caller is disturbed by it.
func TestTortureMessages(t *testing.T) {
	f := newForeigners(t)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	quiet := map[string]*sipraw.Party{}
	calls := 0
	for i, name := range slices.Sorted(maps.Keys(torture)) {
		raw, err := os.ReadFile("testdata/rfc4475/" + name + ".dat")
		if err != nil {
			t.Fatal(err)
		}
		// Some are to be answered at port 5060: the sender needs an address of its own.
		own := fmt.Sprintf("127.%d.%d.%d:5060", 1+os.Getpid()>>8&0x7F, os.Getpid()&0xFF, i+1)
		p, err := sipraw.Listen(own, f.addr)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(p.Close)
		if err := p.Send(branches.ReplaceAll(raw, fmt.Appendf(nil, "${1}%d", i))); err != nil {
			t.Fatal(err)
		}
		if torture[name] == 0 {
			quiet[name] = p
			continue
		}
		if torture[name] == 100 {
			calls++
		}
		if first, err := p.Wait(ctx, func(m sipraw.Message) bool { return m.Status > 0 }); err != nil || first.Status != torture[name] {
			t.Errorf("%s: status %d (%v), want %d", name, first.Status, err, torture[name])
		}
	}
	c := f.caller(t, "127.0.0.1:0")
	c.connect(c.sdp(v4, aLaw), sipraw.Voice{Payload: 8})
	c.bothHear()
	for name, p := range quiet {
		for _, m := range p.Got() {
			t.Errorf("%s: status %d, want no answer", name, m.Status)
		}
	}
	f.releaseOthers(c.id, calls)
	t.Logf("measured: of %d messages %d led to a call, %d to no word", len(torture), calls, len(quiet))
}

// releaseOthers ends all calls but one, whose number is to be as wanted.
func (f *foreigners) releaseOthers(but cti.CallID, want int) {
	f.t.Helper()
	var others []cti.CallID
	f.until(fmt.Sprintf("%d calls", want), func(events []cti.Event) bool {
		others = nil
		for _, ev := range events {
			if a, ok := ev.(cti.CallArrived); ok && a.Call != but {
				others = append(others, a.Call)
			}
		}
		return len(others) >= want
	})
	if len(others) != want {
		f.t.Errorf("%d calls arrived, want %d", len(others), want)
	}
	for _, id := range others {
		f.Execute(cti.HangUp{Call: id, Cause: 16})
		f.wait(cti.CallerGone{Call: id, Cause: 16})
	}
}
