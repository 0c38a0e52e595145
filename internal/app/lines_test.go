package app

import (
	"reflect"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
	"hotline12345/ivr/lines"
	"hotline12345/ivr/menus"
	"hotline12345/tickets"
)

// TestNumbersLeadWhereTheirRowsSay: what the installation has anyway is no setting of a call, so that an
// installation without rows has the routes of programs before; a flow that is not live is nobody's.
func TestNumbersLeadWhereTheirRowsSay(t *testing.T) {
	t.Parallel()
	s := Settings{MainNumber: "12345", City: "云湾市", Trunk: "trunk"}
	around := menus.Around{Main: "12345", Installation: s.installation(), Tree: []lines.Node{{Unit: "Y"}, {Unit: "A", Parent: "Y"}}}
	flows := map[string]ivr.Flow{"main": {}, "county": {}}
	if got := routesOf(menus.State{}.Plan(around), flows, nil); !reflect.DeepEqual(got, fromEnvironment(s).Numbers) {
		t.Errorf("without rows %+v", got)
	}
	number := func(n, unit string, s lines.LineSettings) menus.LineNumber {
		return menus.LineNumber{Number: lines.Number{Number: n, Unit: unit, Settings: s}}
	}
	state := menus.State{
		Numbers:   []menus.LineNumber{number("12315", "A", lines.LineSettings{Flow: "county", Offer: 15}), number("12333", "Y", lines.LineSettings{Flow: "gone"})},
		LineUnits: []menus.LineUnit{{Unit: "A", Settings: lines.LineSettings{CallerID: "8812345", Name: lines.Words{"zh": "望海"}}}},
	}
	plan := state.Plan(around)
	got := routesOf(plan, flows, []ivr.Language{"zh", "en"})
	want := []cti.InboundRoute{
		{Number: "12345", Flow: "main"},
		{Number: "12315", Flow: "county", Offer: 15 * time.Second, Line: ivr.Line{Number: "12315", Name: map[ivr.Language]string{"zh": "望海", "en": "望海"}}},
		{Number: "12333", Flow: "main"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("routes %+v\nwant %+v", got, want)
	}
	if ids := callerIDsOf(plan); !reflect.DeepEqual(ids, map[string]string{"A": "8812345"}) {
		t.Errorf("caller ids %v", ids)
	}
	units := unitLinesOf(plan, []ivr.Language{"zh"}, []string{"A", "Y"})
	if want := map[string]ivr.Line{"A": {Name: map[ivr.Language]string{"zh": "望海"}}}; !reflect.DeepEqual(units, want) {
		t.Errorf("centres speak as %+v, want %+v", units, want)
	}
	if units := unitLinesOf(plan, []ivr.Language{"zh"}, []string{"Y"}); units != nil {
		t.Errorf("a unit that is no centre speaks as %+v", units)
	}
	greet := greetingsOf(cti.Settings{Numbers: got}, []ivr.Language{"zh", "yue"})
	if len(greet) != 2 || greet[0].Args["line"] != "望海" || greet[0].Language != "zh" {
		t.Errorf("greetings that are made before a call: %+v", greet)
	}
}

// TestARevisitIsAskedForOfTheTicketsCity: its centre, and the number that the citizen called.
func TestARevisitIsAskedForOfTheTicketsCity(t *testing.T) {
	t.Parallel()
	var got []cti.Event
	desk := revisitDesk{emit: func(ev cti.Event) { got = append(got, ev) }}
	desk.Ask("r", "13800138000", tickets.Ticket{Number: "202611230001", Called: "12315", Centre: "W"}, "yue")
	want := []cti.Event{cti.RevisitRequested{Call: "r", Number: "13800138000", Ticket: "202611230001", Language: ivr.Cantonese, Called: "12315", Unit: "W"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("asked for %+v, want %+v", got, want)
	}
}

// TestTheNumbersOfAStartWithoutADatabase: those that were in force, with the main one of now.
func TestTheNumbersOfAStartWithoutADatabase(t *testing.T) {
	t.Parallel()
	before := []cti.InboundRoute{{Number: "12345", Flow: "main"}, {Number: "12315", Flow: "county"}}
	for main, want := range map[string][]cti.InboundRoute{
		"12345": before,
		"12300": {{Number: "12300", Flow: "main"}, {Number: "12315", Flow: "county"}},
		"12315": {{Number: "12315", Flow: "county"}},
	} {
		if got := (Settings{MainNumber: main}).numbersAtStart(before); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", main, got, want)
		}
	}
	if got := (Settings{MainNumber: "12345"}).numbersAtStart(nil); len(got) != 1 || got[0].Flow != mainFlow {
		t.Errorf("of a first start %+v", got)
	}
}

// TestWhoAsksBesideTheLoopIsLedAsCallersAre, in whatever form the number came.
func TestWhoAsksBesideTheLoopIsLedAsCallersAre(t *testing.T) {
	t.Parallel()
	l := newLineSettings()
	if flow, came := l.route("12315"); flow != mainFlow || came.Line.Number != "" {
		t.Errorf("before any settings %s, %+v", flow, came)
	}
	l.use(cti.Settings{Numbers: []cti.InboundRoute{{Number: "12345", Flow: "main"}, {Number: "12315", Flow: "county", Line: ivr.Line{Number: "12315"}}}})
	for called, want := range map[string][2]string{"12315": {"county", ""}, "+86 123151": {"county", "1"}, "10086": {"main", ""}} {
		if flow, came := l.route(called); flow != want[0] || came.Keys != want[1] || (came.Line.Number == "12315") != (flow == "county") {
			t.Errorf("%s leads to %s with %+v", called, flow, came)
		}
	}
}

// TestALineGreetsByItsOwnName where the text has the city's alone; a text that says the line is left as it is.
func TestALineGreetsByItsOwnName(t *testing.T) {
	t.Parallel()
	svc := withPrompts(t)
	for _, c := range []struct {
		args       map[string]string
		key, words string
	}{
		{nil, "welcome_short", "您好，12345热线。"},
		{map[string]string{"city": "望海"}, "welcome_short", "您好，望海12345热线。"},
		{map[string]string{"city": "望海", "line": "望海区热线"}, "welcome_short_line", "您好，望海区热线。"},
	} {
		if key, words := svc.says(ivr.Prompt{ID: "welcome_short", Language: "zh", Args: c.args}); key != c.key || words != c.words {
			t.Errorf("%v is said as %s: %s", c.args, key, words)
		}
	}
}
