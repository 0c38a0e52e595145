package lines_test

import (
	"reflect"
	"strings"
	"testing"

	"hotline12345/ivr"
	"hotline12345/ivr/lines"
)

// province has a city with two numbers of its own, and a county below it.
func province() lines.Plan {
	return lines.Plan{
		Nodes: []lines.Node{
			{Unit: "P", Settings: lines.LineSettings{
				Flow: "main", Mode: "short", Languages: []ivr.Language{ivr.Mandarin, ivr.English}, Offer: 10,
				Slogan: lines.Words{ivr.Mandarin: "有事就找12345"},
			}},
			{Unit: "P.1", Parent: "P", Settings: lines.LineSettings{
				City: lines.Words{ivr.Mandarin: "云湾市", ivr.English: "Yunwan"}, Schedules: map[string]string{"office": "always"}, CallerID: "12345",
				Name: lines.Words{ivr.Mandarin: "云湾市12345热线", ivr.English: "the Yunwan hotline", ivr.Cantonese: ""},
			}},
			{Unit: "P.1.2", Parent: "P.1", Settings: lines.LineSettings{
				Name:   lines.Words{ivr.Mandarin: "望海县热线"},
				Queues: map[string]string{"general": "wanghai"},
			}},
		},
		Numbers: []lines.Number{
			{Number: "12345", Unit: "P.1"},
			{Number: "12315", Unit: "P.1", Settings: lines.LineSettings{
				Name: lines.Words{ivr.Mandarin: "12315市场监管热线"}, Queues: map[string]string{"general": "market"}, Mode: "direct",
			}},
			{Number: "8812345", Unit: "P.1.2"},
		},
	}
}

func known() lines.Known {
	return lines.Known{
		Units: []string{"P", "P.1", "P.1.2"}, Flows: []string{"main"}, Schedules: []string{"always", "office"},
		Queues:    []string{"general", "market", "wanghai"},
		Languages: []ivr.Language{ivr.Mandarin, ivr.Cantonese, ivr.English},
		Barred:    func(n string) bool { return n == "110" },
		Same:      func(n string) string { return strings.TrimPrefix(n, "0757") },
	}
}

func TestANumberInheritsFromTheNodesAbove(t *testing.T) {
	t.Parallel()
	p := province()
	got := p.ForNumber(p.Numbers[1])
	want := lines.LineSettings{
		Flow: "main", Mode: "direct", Languages: []ivr.Language{ivr.Mandarin, ivr.English}, Offer: 10,
		City:      lines.Words{ivr.Mandarin: "云湾市", ivr.English: "Yunwan"},
		Name:      lines.Words{ivr.Mandarin: "12315市场监管热线"},
		Slogan:    lines.Words{ivr.Mandarin: "有事就找12345"},
		Schedules: map[string]string{"office": "always"}, CallerID: "12345", Queues: map[string]string{"general": "market"},
	}
	if !reflect.DeepEqual(got.LineSettings, want) {
		t.Errorf("12315 has %+v\nwant %+v", got.LineSettings, want)
	}
	p0, p1, own := lines.LineSource{Kind: lines.FromUnit, Unit: "P"}, lines.LineSource{Kind: lines.FromUnit, Unit: "P.1"}, lines.LineSource{Kind: lines.FromNumber}
	wantFrom := map[string]lines.LineSource{
		"flow": p0, "mode": own, "languages": p0, "offer_s": p0, "city": p1, "name": own, "slogan": p0,
		"schedules": p1, "caller_id": p1, "queues": own,
	}
	if !reflect.DeepEqual(got.From, wantFrom) {
		t.Errorf("12315 has its settings from %v\nwant %v", got.From, wantFrom)
	}
}

func TestANodeChangesNothingForItsNeighbours(t *testing.T) {
	t.Parallel()
	p := province()
	county, city := p.ForNumber(p.Numbers[2]), p.ForNumber(p.Numbers[0])
	if n := county.Name[ivr.Mandarin]; n != "望海县热线" {
		t.Errorf("the county greets as %q", n)
	}
	if n := city.Name[ivr.Mandarin]; n != "云湾市12345热线" || city.Queues != nil {
		t.Errorf("the city greets as %q with queues %v: the county's settings reached it", n, city.Queues)
	}
	again := p.ForNode("P.1")
	again.Languages[0] = "xx"
	if p.Nodes[0].Settings.Languages[0] != ivr.Mandarin {
		t.Error("who changes what holds has changed the plan")
	}
}

func TestAPlanWithoutFaults(t *testing.T) {
	t.Parallel()
	p := province()
	p.Nodes[2].Settings.Name[ivr.English], p.Numbers[1].Settings.Name[ivr.English] = "Wanghai", "market supervision"
	if faults := p.Check(known()); len(faults) != 0 {
		t.Errorf("faults %+v", faults)
	}
}

func TestEachFaultIsNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		spoil func(*lines.Plan)
		want  lines.LineFault
	}{
		{"a letter in a number", func(p *lines.Plan) { p.Numbers[1].Number = "1231a" }, lines.LineFault{Number: "1231a", Field: "number", Code: lines.NotANumber, Value: "1231a"}},
		{"a number of two digits", func(p *lines.Plan) { p.Numbers[1].Number = "12" }, lines.LineFault{Number: "12", Field: "number", Code: lines.NotANumber, Value: "12"}},
		{"a number of 16 digits", func(p *lines.Plan) { p.Numbers[1].Number = "1234567890123456" }, lines.LineFault{Number: "1234567890123456", Field: "number", Code: lines.NotANumber, Value: "1234567890123456"}},
		{"the police", func(p *lines.Plan) { p.Numbers[1].Number = "110" }, lines.LineFault{Number: "110", Field: "number", Code: lines.Barred, Value: "110"}},
		{"twice", func(p *lines.Plan) { p.Numbers[1].Number = "12345" }, lines.LineFault{Number: "12345", Field: "number", Code: lines.NumberTwice, Value: "12345"}},
		{"a node without a unit", func(p *lines.Plan) { p.Nodes[2].Unit = "X" }, lines.LineFault{Unit: "X", Field: "unit", Code: lines.UnknownUnit, Value: "X"}},
		{"a circle", func(p *lines.Plan) { p.Nodes[0].Parent = "P.1" }, lines.LineFault{Unit: "P", Field: "unit", Code: lines.CircleInTree, Value: "P"}},
		{"an unknown flow", func(p *lines.Plan) { p.Numbers[1].Settings.Flow = "old" }, lines.LineFault{Number: "12315", Field: "flow", Code: lines.UnknownValue, Value: "old"}},
		{"an unknown mode", func(p *lines.Plan) { p.Nodes[1].Settings.Mode = "long" }, lines.LineFault{Unit: "P.1", Field: "mode", Code: lines.UnknownValue, Value: "long"}},
		{"hours that do not exist", func(p *lines.Plan) { p.Nodes[1].Settings.Schedules = map[string]string{"office": "never"} }, lines.LineFault{Unit: "P.1", Field: "schedules", Code: lines.UnknownValue, Value: "never"}},
		{"a queue that a flow cannot name", func(p *lines.Plan) { p.Nodes[2].Settings.Queues = map[string]string{"x": "market"} }, lines.LineFault{Unit: "P.1.2", Field: "queues", Code: lines.UnknownValue, Value: "x"}},
		{"a queue that nobody serves", func(p *lines.Plan) { p.Nodes[2].Settings.Queues = map[string]string{"general": "y"} }, lines.LineFault{Unit: "P.1.2", Field: "queues", Code: lines.UnknownValue, Value: "y"}},
		{"a language without prompts", func(p *lines.Plan) { p.Nodes[0].Settings.Languages = []ivr.Language{ivr.Mandarin, "hak"} }, lines.LineFault{Unit: "P", Field: "languages", Code: lines.UnknownLanguage, Value: "hak"}},
		{"a language twice", func(p *lines.Plan) { p.Nodes[0].Settings.Languages = []ivr.Language{ivr.Mandarin, ivr.Mandarin} }, lines.LineFault{Unit: "P", Field: "languages", Code: lines.LanguageTwice, Value: "zh"}},
		{"a caller id of two digits", func(p *lines.Plan) { p.Nodes[1].Settings.CallerID = "+86" }, lines.LineFault{Unit: "P.1", Field: "caller_id", Code: lines.NotANumber, Value: "+86"}},
		{"the police as a caller id", func(p *lines.Plan) { p.Nodes[1].Settings.CallerID = "110" }, lines.LineFault{Unit: "P.1", Field: "caller_id", Code: lines.Barred, Value: "110"}},
		{"a caller id of one number", func(p *lines.Plan) { p.Numbers[1].Settings.CallerID = "12315" }, lines.LineFault{Number: "12315", Field: "caller_id", Code: lines.OfANodeOnly}},
		{"twice, in two spellings", func(p *lines.Plan) { p.Numbers[1].Number = "075712345" }, lines.LineFault{Number: "075712345", Field: "number", Code: lines.NumberTwice, Value: "075712345"}},
		{"a name of 3000 signs", func(p *lines.Plan) { p.Nodes[1].Settings.Name[ivr.English] = strings.Repeat("a", 3000) }, lines.LineFault{Unit: "P.1", Field: "name", Code: lines.TooLong, Value: "en"}},
		{"a name in a language without prompts", func(p *lines.Plan) { p.Nodes[1].Settings.Name["hak"] = "x" }, lines.LineFault{Unit: "P.1", Field: "name", Code: lines.UnknownLanguage, Value: "hak"}},
		{"a ring of a second", func(p *lines.Plan) { p.Nodes[0].Settings.Offer = 1 }, lines.LineFault{Unit: "P", Field: "offer_s", Code: lines.OutOfRange, Value: "1s"}},
		{"a ring of two minutes", func(p *lines.Plan) { p.Nodes[0].Settings.Offer = 120 }, lines.LineFault{Unit: "P", Field: "offer_s", Code: lines.OutOfRange, Value: "2m0s"}},
		{"music for an hour", func(p *lines.Plan) { p.Nodes[0].Settings.Announce = 3600 }, lines.LineFault{Unit: "P", Field: "announce_s", Code: lines.OutOfRange, Value: "1h0m0s"}},
		{"no English name", func(*lines.Plan) {}, lines.LineFault{Number: "12315", Field: "name", Code: lines.NoWords, Value: "en"}},
	} {
		p := province()
		c.spoil(&p)
		found := false
		faults := p.Check(known())
		for _, f := range faults {
			found = found || f == c.want
		}
		if !found {
			t.Errorf("%s: faults %+v, want %+v among them", c.name, faults, c.want)
		}
	}
}

func TestATreeThatGoesRoundInACircleEnds(t *testing.T) {
	t.Parallel()
	p := lines.Plan{Nodes: []lines.Node{
		{Unit: "a", Parent: "b", Settings: lines.LineSettings{Flow: "main"}},
		{Unit: "b", Parent: "a", Settings: lines.LineSettings{Mode: "full"}},
	}}
	if e := p.ForNode("a"); e.Flow != "main" || e.Mode != "full" {
		t.Errorf("a has %+v", e.LineSettings)
	}
}

// TestWhatTheInstallationSets holds where no node sets anything.
func TestWhatTheInstallationSets(t *testing.T) {
	t.Parallel()
	p := province()
	p.Installation = lines.LineSettings{Flow: "spare", Announce: 30}
	e := p.ForNode("P.1.2")
	if e.Flow != "main" || e.Announce != 30 || e.From["announce_s"].Kind != lines.FromInstallation || e.From["flow"].Unit != "P" {
		t.Errorf("the county has %+v from %v", e.LineSettings, e.From)
	}
	if up := p.Above("P.1.2"); up.Name[ivr.Mandarin] != "云湾市12345热线" || up.Queues != nil {
		t.Errorf("the county inherits %+v", up.LineSettings)
	}
	if up := p.Above("P"); up.Flow != "spare" || up.Mode != "" {
		t.Errorf("the top inherits %+v", up.LineSettings)
	}
}

// TestOneNumberIsCheckedAgainstTheOthers, and by itself.
func TestOneNumberIsCheckedAgainstTheOthers(t *testing.T) {
	t.Parallel()
	p := province()
	if f := p.CheckNumber(p.Numbers[1], known()); len(f) != 1 || !f[0].Warning() {
		t.Errorf("a number that stands in the plan: %+v", f)
	}
	f := p.CheckNumber(lines.Number{Number: "075712315", Unit: "P.1"}, known())
	if len(f) != 1 || f[0].Code != lines.NumberTwice || f[0].Value != "12315" {
		t.Errorf("another spelling of 12315: %+v", f)
	}
	f = p.CheckNode(lines.Node{Unit: "P.1", Settings: lines.LineSettings{Offer: 1}}, known())
	if len(f) != 1 || f[0].Unit != "P.1" || f[0].Warning() {
		t.Errorf("a node that rings a second: %+v", f)
	}
}

// TestTheLineOfANumber: what callers meet, and nothing where nothing is set.
func TestTheLineOfANumber(t *testing.T) {
	t.Parallel()
	p := province()
	got := p.ForNumber(p.Numbers[2]).Line("8812345", []ivr.Language{ivr.Cantonese})
	want := ivr.Line{
		Number: "8812345", Languages: []ivr.Language{ivr.Mandarin, ivr.English},
		City:   map[ivr.Language]string{ivr.Mandarin: "云湾市", ivr.English: "Yunwan"},
		Name:   map[ivr.Language]string{ivr.Mandarin: "望海县热线", ivr.English: "望海县热线"},
		Slogan: map[ivr.Language]string{ivr.Mandarin: "有事就找12345"},
		Queues: map[string]string{"general": "wanghai"}, Schedules: map[string]string{"office": "always"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the county's line is %+v\nwant %+v", got, want)
	}
	if l := (lines.Plan{}).ForNumber(lines.Number{Number: "1", Unit: "x", Settings: lines.LineSettings{Flow: "f", Mode: "short"}}).Line("1", nil); !reflect.DeepEqual(l, ivr.Line{}) {
		t.Errorf("a number of which nothing is set: %+v", l)
	}
	only := lines.Effective{LineSettings: lines.LineSettings{Name: lines.Words{ivr.English: "Wanghai"}}}
	for l, name := range only.Line("1", known().Languages).Name {
		if name != "Wanghai" {
			t.Errorf("in %s it is %q", l, name)
		}
	}
	if n := len(only.Line("1", known().Languages).Name); n != 3 {
		t.Errorf("%d names", n)
	}
}

// TestSettingsHaveOneForm: what is empty is not there.
func TestSettingsHaveOneForm(t *testing.T) {
	t.Parallel()
	loose := lines.LineSettings{Name: lines.Words{"zh": "", "en": "x"}, Queues: map[string]string{"a": ""}, Languages: []ivr.Language{}}
	if got, want := loose.Tidy(), (lines.LineSettings{Name: lines.Words{"en": "x"}}); !reflect.DeepEqual(got, want) {
		t.Errorf("tidy: %+v", got)
	}
	if loose.Empty() || !(lines.LineSettings{Slogan: lines.Words{"zh": ""}}).Empty() {
		t.Error("what is empty")
	}
}
