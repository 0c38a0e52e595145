package ivr_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"hotline12345/ivr"
)

// market is a merged line with a name, languages and a queue of its own (M22).
func market() ivr.Line {
	return ivr.Line{
		Number: "12315", Languages: []ivr.Language{ivr.Cantonese, ivr.English},
		City:   map[ivr.Language]string{ivr.Cantonese: "雲灣市", ivr.English: "Yunwan City"},
		Name:   map[ivr.Language]string{ivr.Cantonese: "市場監管"},
		Slogan: map[ivr.Language]string{ivr.English: "here to help"},
		Queues: map[string]string{"general": "market"},
	}
}

func TestALineGreetsByItsOwnName(t *testing.T) {
	t.Parallel()
	nodes := ivr.Nodes{"start": ivr.Say{Prompts: []string{"welcome", "welcome@en", "welcome@zh"}, Next: "line"}, "line": line}
	c := calls(t, nodes, ivr.Arrival{Line: market()}, now, ivr.PlayPrompt{Prompts: []ivr.Prompt{
		with(ivr.Cantonese, "welcome", "city", "雲灣市", "line", "市場監管"),
		with(ivr.English, "welcome", "city", "Yunwan City", "slogan", "here to help"),
		{ID: "welcome", Language: ivr.Mandarin},
	}})
	c.on(promptsEnd{}, ivr.EnterQueue{Queue: "market", Prompts: []ivr.Prompt{
		with(ivr.Cantonese, "to_agent", "city", "雲灣市", "line", "市場監管"),
	}})
}

// TestALinesNamesGoBesideOtherArguments.
func TestALinesNamesGoBesideOtherArguments(t *testing.T) {
	t.Parallel()
	calls(t, hoursNodes(), ivr.Arrival{Line: market()}, at(29, 3, 0), ivr.PlayPrompt{Prompts: []ivr.Prompt{
		with(ivr.Cantonese, "afterhours", "city", "雲灣市", "line", "市場監管", "date", "2026-11-30", "from", "09:00", "to", "12:00"),
	}})
}

// TestTheFirstLanguageOfALineIsSpoken until the caller chooses; Mandarin if the line
// has it.
func TestTheFirstLanguageOfALineIsSpoken(t *testing.T) {
	t.Parallel()
	nodes := ivr.Nodes{"start": bye}
	for _, c := range []struct {
		languages []ivr.Language
		last, say ivr.Language
	}{
		{nil, "", ivr.Mandarin},
		{nil, ivr.English, ivr.English},
		{[]ivr.Language{ivr.English, ivr.Cantonese}, "", ivr.English},
		{[]ivr.Language{ivr.English, ivr.Mandarin}, "", ivr.Mandarin},
		{[]ivr.Language{ivr.English, ivr.Cantonese}, ivr.Cantonese, ivr.Cantonese},
		{[]ivr.Language{ivr.English, ivr.Cantonese}, ivr.Mandarin, ivr.English},
	} {
		calls(t, nodes, ivr.Arrival{Language: c.last, Line: ivr.Line{Languages: c.languages}}, now, play(c.say, "goodbye"))
	}
}

// TestALineIsStoredWithItsCaller: a call goes on with the line as it was when it came.
func TestALineIsStoredWithItsCaller(t *testing.T) {
	t.Parallel()
	f := ivr.Flow{ID: "f", Start: "start", Nodes: ivr.Nodes{"start": bye}}
	s, _ := ivr.Start(&f, ivr.Arrival{Line: market(), Restricted: true}, now)
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var got ivr.Session
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	if got.Flow = &f; !reflect.DeepEqual(got, s) || !got.Restricted {
		t.Errorf("%s is read as %+v", raw, got)
	}
}

// TestALineOfWhichNothingIsKnownIsNotStored: one field makes a line.
func TestALineOfWhichNothingIsKnownIsNotStored(t *testing.T) {
	t.Parallel()
	f := ivr.Flow{ID: "f", Start: "start", Nodes: ivr.Nodes{"start": bye}}
	if s, _ := ivr.Start(&f, ivr.Arrival{}, now); s.Line != nil {
		t.Errorf("line %+v", s.Line)
	}
	words, names := map[ivr.Language]string{ivr.English: "x"}, map[string]string{"a": "b"}
	for _, l := range []ivr.Line{
		{Number: "1"}, {City: words}, {Name: words}, {Slogan: words}, {Languages: []ivr.Language{"en"}},
		{Mode: ivr.ModeFull}, {Queues: names}, {Schedules: names},
	} {
		if s, _ := ivr.Start(&f, ivr.Arrival{Line: l}, now); s.Line == nil || !reflect.DeepEqual(*s.Line, l) {
			t.Errorf("line %+v is kept as %+v", l, s.Line)
		}
	}
}
