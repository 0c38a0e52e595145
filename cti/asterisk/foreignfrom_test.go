package asterisk_test

import (
	"strings"
	"testing"

	"hotline12345/cti"
)

// served are From headers whose callers reach the service, with the number that is read.
var served = map[string]string{
	`<sip:NUMBER@127.0.0.1>`: "NUMBER", `sip:NUMBER@127.0.0.1`: "NUMBER", `"" <sip:NUMBER@127.0.0.1>`: "NUMBER", `<sip:NUMBER>`: "NUMBER",
	`<tel:+86NUMBER>`: "NUMBER", `<sips:NUMBER@127.0.0.1>`: "NUMBER", `<sip:NUMBER@[::1]>`: "NUMBER", `<sip:NUMBER@bad_host_name>`: "NUMBER",
	`<sip:NUMBER;phone-context=+86@127.0.0.1;user=phone>`: "NUMBER",
	"\"\xd6\xd0\xb9\xfa\" <sip:NUMBER@127.0.0.1>":         "NUMBER", // GBK
	`"中国" <sip:NUMBER@127.0.0.1>`:                         "NUMBER",
	`中国 <sip:NUMBER@127.0.0.1>`:                           "NUMBER", // not allowed without quotes
	`Li, Wei <sip:NUMBER@127.0.0.1>`:                      "NUMBER", // nor this
	`<sip:127.0.0.1>`:                                     "", `<sip:%zz@127.0.0.1>`: "", `<sip:anonymous@anonymous.invalid>`: "",
}

// unserved are those that Asterisk refuses with a status, or drops without a word (0):
// their grammar is broken (RFC 3261, section 25.1), and no setting lets them in.
var unserved = map[string]int{
	`<mailto:a@b.example>`: 416, `<http://a.example/>`: 416, `<urn:service:sos>`: 416,
	`"broken <sip:NUMBER@127.0.0.1>`: 0, `<sip:NUMBER@127.0.0.1`: 0, `<sip:13 912@127.0.0.1>`: 0, `<>`: 0, ``: 0,
	`<sip:@127.0.0.1>`: 0, `<sip:NUMBER@127.0.0.1:99999>`: 0,
}

// foreignFroms: a caller whose From is odd is served as far as Asterisk can read it.
func foreignFroms(t *testing.T, f *foreigners) {
	for from, number := range served {
		t.Run(from, func(t *testing.T) {
			t.Parallel()
			c := f.caller(t, "127.0.0.1:0")
			from := strings.ReplaceAll(from, "NUMBER", c.from)
			c.call = c.sip.NewCall(from, c.from) // the called number tells the calls apart
			if _, err := c.call.Request("INVITE", c.sdp(v4, aLaw)); err != nil {
				t.Fatal(err)
			}
			var got cti.CallArrived
			f.untilFor(t, "the arrival", func(events []cti.Event) bool {
				for _, ev := range events {
					if a, ok := ev.(cti.CallArrived); ok && a.Called == c.from {
						got = a
						return true
					}
				}
				return false
			})
			c.id = got.Call
			if want := strings.ReplaceAll(number, "NUMBER", c.from); got.Caller.Number != want || got.Caller.Anonymous != (want == "") {
				t.Errorf("caller %+v, want %q", got.Caller, want)
			}
		})
	}
	for from, status := range unserved {
		t.Run(from, func(t *testing.T) {
			t.Parallel()
			c := f.caller(t, "127.0.0.1:0")
			bad := c.sip.NewCall(strings.ReplaceAll(from, "NUMBER", c.from), "12345")
			cseq, err := bad.Request("INVITE", c.sdp(v4, aLaw))
			if err != nil {
				t.Fatal(err)
			}
			if status > 0 {
				if got, err := bad.Final(c.ctx(), cseq, "INVITE"); err != nil || got.Status != status {
					t.Errorf("status %d (%v), want %d", got.Status, err, status)
				}
				return
			}
			if got, err := c.call.Do(c.ctx(), "OPTIONS", ""); err != nil || got.Status != 200 { // sent behind it
				t.Errorf("OPTIONS: status %d (%v)", got.Status, err)
			}
			for _, m := range c.sip.Got() {
				if m.Head.Get("Call-ID") == bad.ID {
					t.Errorf("status %d, want no answer", m.Status)
				}
			}
		})
	}
}
