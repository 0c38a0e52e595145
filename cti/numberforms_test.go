package cti

import (
	"slices"
	"testing"

	"hotline12345/internal/phone"
)

// TestFormsOfNumbers: what trunks send as the caller, and what we make of it.
func TestFormsOfNumbers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, pai string
		want      Caller
	}{
		{"13800138000", "", Caller{Number: "13800138000", Raw: "13800138000"}},
		{"1", "<sip:13800138000@x>", Caller{Number: "13800138000", Raw: "<sip:13800138000@x>"}},
		{"13800138000", "sip:anonymous@x", Caller{Number: "13800138000", Raw: "13800138000"}},
		{"anonymous", "", Caller{Anonymous: true, Withheld: true, Raw: "anonymous"}},
		{" sip:13800138000@x ", "", Caller{Number: "13800138000", Raw: " sip:13800138000@x "}},
		{"tel:13800138000;phone-context=+86", "", Caller{Number: "13800138000", Raw: "tel:13800138000;phone-context=+86"}},
		{"<13800138000>", "", Caller{Number: "13800138000", Raw: "<13800138000>"}},
		{"<13800138000>;tag=1", "", Caller{Number: "13800138000", Raw: "<13800138000>;tag=1"}},
		{"13800138000>", "", Caller{Anonymous: true, Raw: "13800138000>"}},
		{"sip:tel:13800138000", "", Caller{Anonymous: true, Raw: "sip:tel:13800138000"}},
		{"13800138000x", "", Caller{Anonymous: true, Raw: "13800138000x"}},
		{"1+3800138000", "", Caller{Anonymous: true, Raw: "1+3800138000"}},
		{"(0571)8888-6666", "", Caller{Number: "057188886666", Raw: "(0571)8888-6666"}},
		{"+86", "", Caller{Anonymous: true, Raw: "+86"}},
	} {
		if got := NormaliseCaller(c.from, c.pai); got != c.want {
			t.Errorf("from %q, PAI %q: %+v, want %+v", c.from, c.pai, got, c.want)
		}
	}
}

// TestWhoCalls: of all that the network says, the first number counts; what is none, such
// as a name or an address of a machine, does not go before one.
func TestWhoCalls(t *testing.T) {
	t.Parallel()
	const li, mobile = "<sip:13800138000@10.0.0.1>;tag=1", "13800138000"
	for name, c := range map[string]struct {
		id   Identity
		want string
	}{
		"anonymous PAI":             {Identity{From: li, Asserted: []string{"<sip:anonymous@anonymous.invalid>"}}, mobile},
		"a name as PAI":             {Identity{From: li, Asserted: []string{`"Li Wei" <sip:li.wei@carrier.example>`}}, mobile},
		"an address as PAI":         {Identity{From: li, Asserted: []string{"<sip:10.20.30.40>"}}, mobile},
		"an address as user":        {Identity{From: li, Asserted: []string{"<sip:10.20.30.40@10.20.30.40:5060>"}}, mobile},
		"an empty user":             {Identity{From: li, Asserted: []string{"<sip:@10.20.30.40>"}}, mobile},
		"tel behind a name":         {Identity{From: "<sip:anonymous@h>", Asserted: []string{"<sip:li@h>", "<tel:+8613800138000>"}}, mobile},
		"both in one header":        {Identity{From: "<sip:li@h>", Asserted: []string{`"Li, Wei" <sip:li@h>, <tel:+86-138-0013-8000>`}}, mobile},
		"bare ones in one header":   {Identity{From: "<sip:li@h>", Asserted: []string{"sip:li@h, tel:+8613800138000"}}, mobile},
		"an odd name":               {Identity{Asserted: []string{`"Li \", <sip:1@x> :)" <sip:+8613800138000@h;user=phone>`}}, mobile},
		"a quote that never closes": {Identity{From: li, Asserted: []string{`"Li <sip:95588@h>`}}, mobile},
		"Remote-Party-ID":           {Identity{From: "<sip:li@h>", RemoteParty: `"Li" <sip:013800138000@h>;party=calling;screen=yes`}, mobile},
		"of whom was called":        {Identity{From: li, RemoteParty: `<sip:12345@h>;party=called`}, mobile},
		"PAI before the others":     {Identity{From: "<sip:12345@h>", Asserted: []string{"<tel:+8613800138000>"}, RemoteParty: "<sip:95588@h>"}, mobile},
		"parameters of the user":    {Identity{From: "<sip:+8613800138000;npdi;rn=123@h;user=phone>;tag=2"}, mobile},
		"without a name":            {Identity{From: "sip:8613800138000@h;tag=2"}, mobile},
		"a city's number":           {Identity{From: "<sip:88886666@h>"}, "075788886666"},
		"in its context":            {Identity{From: "<sip:88886666;phone-context=+86571@h;user=phone>"}, "057188886666"},
		"of a bank":                 {Identity{From: "<sip:+8695588@h>"}, "95588"},
		"of Hong Kong":              {Identity{From: "<sip:0085221234567@h>"}, "+85221234567"},
		"of a thing":                {Identity{From: "<sip:+861064800012345@h>"}, "1064800012345"},
		"an exchange's own PAI":     {Identity{From: li, Asserted: []string{"<sip:8001@10.20.30.40>"}}, mobile},
		"a port as PAI":             {Identity{From: li, Asserted: []string{"<sip:5060@10.20.30.40>"}}, mobile},
		"zeros as PAI":              {Identity{From: li, Asserted: []string{"<sip:00000000000@h>"}}, mobile},
		"too many digits":           {Identity{From: li, Asserted: []string{"<sip:138001380001@h>"}}, mobile},
		"an exchange's own alone":   {Identity{From: "<sip:8001@h>"}, "8001"},
		"zeros alone":               {Identity{From: "<sip:0000000000@h>"}, ""},
		"two digits alone":          {Identity{From: "<sip:12@h>"}, ""},
		"a host within the user":    {Identity{From: "<sip:13800138000%40carrier.example@h>"}, mobile},
		"as the exchange read it":   {Identity{From: `"a name that leaves no room`, Number: mobile}, mobile},
		"nobody":                    {Identity{From: "<sip:10.0.0.1>;tag=1", Asserted: []string{"garbage", ""}}, ""},
	} {
		got := CallerOf(c.id, phone.Plan{Area: "0757"})
		if got.Number != c.want || got.Anonymous != (c.want == "") {
			t.Errorf("%s: %+v, want %q", name, got, c.want)
		}
	}
}

// TestWhoAsksForPrivacy: such a number is known, and shown to nobody.
func TestWhoAsksForPrivacy(t *testing.T) {
	t.Parallel()
	const li = "<tel:+8613800138000>"
	for name, c := range map[string]struct {
		id   Identity
		want bool
	}{
		"id":                    {Identity{From: li, Privacy: "id"}, true},
		"user":                  {Identity{From: li, Privacy: "user;critical"}, true},
		"header":                {Identity{From: li, Privacy: "Header"}, true},
		"behind a comma":        {Identity{From: li, Privacy: "session,id"}, true},
		"Remote-Party-ID's URI": {Identity{From: li, RemoteParty: "<sip:13800138000@h>;privacy=uri"}, true},
		"restricted":            {Identity{From: "<sip:Restricted@10.0.0.1>", Asserted: []string{li}}, true},
		"withheld":              {Identity{From: "<sip:withheld@10.0.0.1>", Asserted: []string{li}}, true},
		"among others":          {Identity{From: li, Privacy: "session; ID"}, true},
		"none":                  {Identity{From: "<sip:anonymous@anonymous.invalid>", Asserted: []string{li}, Privacy: "none"}, false},
		"of the session alone":  {Identity{From: li, Privacy: "session"}, false},
		"of the history alone":  {Identity{From: li, Privacy: "history"}, false},
		"an anonymous From":     {Identity{From: `"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1`, Asserted: []string{li}}, true},
		"anonymous elsewhere":   {Identity{From: "<sip:Anonymous@10.0.0.1>", Asserted: []string{li}}, true},
		"nobody's host":         {Identity{From: "<sip:c8oqz84zk7z@anonymous.invalid>", Asserted: []string{li}}, true},
		"Remote-Party-ID":       {Identity{From: li, RemoteParty: "<sip:13800138000@h>;privacy=full;screen=yes"}, true},
		"a Remote-Party-ID off": {Identity{From: li, RemoteParty: "<sip:13800138000@h>;privacy=off"}, false},
		"unknown to a network":  {Identity{From: "<sip:unavailable@h>", Asserted: []string{li}}, false},
	} {
		got := CallerOf(c.id, phone.Plan{})
		if got.Withheld != c.want || got.Number != "13800138000" {
			t.Errorf("%s: %+v, want withheld %v", name, got, c.want)
		}
		if shown := got.Shown(); c.want && shown != (Caller{Anonymous: true, Withheld: true}) || !c.want && shown != got {
			t.Errorf("%s is shown as %+v", name, shown)
		}
	}
}

// TestTheAddressesOfAHeader: commas part them, but not in names and not in the brackets.
func TestTheAddressesOfAHeader(t *testing.T) {
	t.Parallel()
	for header, want := range map[string][]string{
		`"Li, Wei" <sip:1@a>, <tel:+86-138>`: {"sip:1@a", "tel:+86-138"},
		`<sip:1,2@a>,<sip:3@b>, `:            {"sip:1,2@a", "sip:3@b"},
		`sip:1@a,,sip:2@b`:                   {"sip:1@a", "sip:2@b"},
		`"a\", b" <sip:1@a>,<sip:2@b>`:       {"sip:1@a", "sip:2@b"},
		`"never closed <sip:1@a>`:            nil,
		"":                                   nil,
	} {
		if got := addresses(header); !slices.Equal(got, want) {
			t.Errorf("%s has %q, want %q", header, got, want)
		}
	}
}
