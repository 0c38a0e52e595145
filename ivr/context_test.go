package ivr_test

import (
	"encoding/json"
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hotline12345/ivr"
)

func TestWhatAFlowNamesExists(t *testing.T) {
	t.Parallel()
	c := ivr.Context{
		Queues: []string{"general"}, Schedules: []string{"office"}, Broadcasts: []string{"typhoon"}, Units: []string{"Y08"}, Numbers: []string{"12333"},
	}
	for _, known := range []ivr.Node{
		line, ivr.Unit{Unit: "Y08", Number: "12333", Prompts: []string{"a"}, Fallback: "line"},
		ivr.HoursNode{Schedule: "office", Open: "line", Closed: "bye"}, ivr.BroadcastNode{Broadcast: "typhoon", Next: "line"},
	} {
		if got := faultsOf(known, c); len(got) > 0 {
			t.Errorf("%+v: %q", known, got)
		}
	}
	for want, unknown := range map[string]ivr.Node{
		"queue unknown":     ivr.Queue{Queue: "complaint"},
		"unit unknown":      ivr.Unit{Unit: "Y09", Prompts: []string{"a"}, Fallback: "line"},
		"number unknown":    ivr.Unit{Number: "12315", Prompts: []string{"a"}, Fallback: "line"},
		"schedule unknown":  ivr.HoursNode{Schedule: "night", Open: "line", Closed: "bye"},
		"broadcast unknown": ivr.BroadcastNode{Broadcast: "flood", Next: "line"},
	} {
		if got := faultsOf(unknown, c); !reflect.DeepEqual(got, []string{want}) {
			t.Errorf("%+v: %q, want %s", unknown, got, want)
		}
		if got := faultsOf(unknown, ivr.Context{}); len(got) > 0 {
			t.Errorf("%+v is checked against nothing: %q", unknown, got)
		}
	}
}

func TestTheLanguagesOfAFlow(t *testing.T) {
	t.Parallel()
	two := ivr.Context{Languages: []ivr.Language{"zh", "hak"}}
	if got := faultsOf(ivr.Queue{Queue: "q", Language: "zh"}, two); len(got) > 0 {
		t.Errorf("got %q", got)
	}
	if got := faultsOf(ivr.Queue{Queue: "q", Language: "en"}, two); !reflect.DeepEqual(got, []string{"language unknown"}) {
		t.Errorf("got %q", got)
	}
	menu := threeLanguages()
	menu.Next = "bye"
	want := []string{"language unknown", "language unknown", "choices not_offered"}
	if got := faultsOf(menu, two); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	f := ivr.Flow{ID: "f", Start: "x", Nodes: ivr.Nodes{"x": menu, "line": line, "bye": bye}}
	if faults := f.Faults(two); len(faults.Errors()) != 2 || faults[2].Severity != ivr.SeverityWarning || faults[2].Args["language"] != "hak" {
		t.Errorf("%+v: a language that no key chooses is a warning", faults)
	}
}

// TestEachLanguageHasItsPrompts with no argument that the node does not give.
func TestEachLanguageHasItsPrompts(t *testing.T) {
	t.Parallel()
	c := ivr.Context{
		Languages: []ivr.Language{"zh", "en"},
		Prompts: map[ivr.Language]map[string][]string{
			"zh": {"saved": {"digits"}, "tone": {"city", "line", "slogan"}, "lang": nil},
			"en": {"saved": {"digits", "name"}},
		},
	}
	message := messageBox()
	message.Prompts, message.Saved = []string{"tone", "lang@zh", "lang@en"}, []string{"saved"}
	f := ivr.Flow{ID: "f", Start: "x", Nodes: ivr.Nodes{"x": message, "line": ivr.Say{Next: "bye"}, "bye": ivr.Goodbye{}}}
	got := f.Faults(c).Errors()
	want := []string{
		"flow f, node x: prompts: tone has no text in en: add it",
		"flow f, node x: prompts: lang has no text in en: add it",
		"flow f, node x: saved: the text of saved in en has name, which is not known here: change the text",
	}
	if lines := strings.Split(got.Error(), "\n"); !slices.Equal(lines, want) {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

// TestTheShippedPromptsFitTheFlows: each language has each prompt of the full tree.
// Those that still lack are named here; a new one in the list is a fault.
func TestTheShippedPromptsFitTheFlows(t *testing.T) {
	t.Parallel()
	lacking := []string{"department_enter", "later_sub", "silent_closing", "silent_greeting"}
	c := ivr.Context{
		Languages: []ivr.Language{ivr.Mandarin, ivr.Cantonese, ivr.English}, Prompts: shippedPrompts(t),
		Queues: []string{"complaint", "consult", "general", "business"}, Schedules: []string{"office"}, Broadcasts: []string{"typhoon"}, Units: []string{"Y08"},
	}
	var got []string
	for _, f := range fullFlow(t).Faults(c) {
		if f.Code == ivr.FaultNoPrompt && slices.Contains(lacking, f.Args["prompt"]) {
			continue
		}
		got = append(got, f.Error())
	}
	if main := mainFlow(t).Faults(c); len(got)+len(main) > 0 {
		t.Errorf("the full tree:\n%s\nthe shipped flow:\n%s", strings.Join(got, "\n"), main)
	}
}

var braces = regexp.MustCompile(`\{\{\.(\w+)\}\}`)

// shippedPrompts are the prompts with the names in their braces.
func shippedPrompts(t *testing.T) map[ivr.Language]map[string][]string {
	t.Helper()
	all := map[ivr.Language]map[string][]string{}
	for _, l := range []ivr.Language{ivr.Mandarin, ivr.Cantonese, ivr.English} {
		raw, err := fs.ReadFile(ivr.Prompts, "prompts/text."+string(l)+".json")
		if err != nil {
			t.Fatal(err)
		}
		var texts map[string]json.RawMessage
		if err := json.Unmarshal(raw, &texts); err != nil {
			t.Fatal(err)
		}
		all[l] = map[string][]string{}
		for id, text := range texts {
			all[l][id] = nil
			for _, m := range braces.FindAllStringSubmatch(string(text), -1) {
				all[l][id] = append(all[l][id], m[1])
			}
		}
	}
	return all
}

// TestWhatCallsCannotDoYetIsNotPublished.
func TestWhatCallsCannotDoYetIsNotPublished(t *testing.T) {
	t.Parallel()
	if faults := ivr.Publishable(mainFlow(t)); len(faults) > 0 {
		t.Errorf("the shipped flow: %v", faults)
	}
	var got []string
	for _, f := range ivr.Publishable(fullFlow(t)) {
		if f.Severity != ivr.SeverityError || f.Field != "kind" || f.Code != ivr.FaultNotYet {
			t.Errorf("fault %+v", f)
		}
		got = append(got, string(f.Node)+" "+f.Args["kind"])
	}
	want := []string{
		"box message", "call_back callback", "contacted survey", "fax fax", "labour unit", "progress progress",
		"rate survey", "satisfied survey", "solved survey", "unit unit",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	one := ivr.Flow{ID: "f", Nodes: ivr.Nodes{"x": ivr.Fax{}}}
	if got, want := ivr.Publishable(&one).Error(), "flow f, node x: calls cannot do fax yet: use a queue with a prompt"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
