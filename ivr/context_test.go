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
	menu := threeLanguages()
	menu.Next = "queue"
	f := ivr.Flow{ID: "f", Start: "x", Nodes: ivr.Nodes{"x": menu, "line": line, "queue": ivr.Queue{Queue: "q", Language: "en"}}}
	want := "flow f, node queue: language: no line speaks en: switch it on, or leave it out\n" +
		"flow f, node x: key 2: no line speaks yue: switch it on, or leave it out\n" +
		"flow f, node x: key 3: no line speaks en: switch it on, or leave it out\n" +
		"flow f, node x: no key chooses hak, which is switched on: add a choice"
	if faults := f.Faults(two); faults.Error() != want || len(faults.Errors()) > 0 {
		t.Errorf("got\n%v\nwant warnings\n%s", faults, want)
	}
	unit := labour()
	unit.Fallback = "line"
	f = ivr.Flow{ID: "f", Start: "x", Nodes: ivr.Nodes{"x": unit, "line": line}}
	if got, want := f.Faults(two).Error(), "flow f, node x: the name has no words in hak: add them"; got != want {
		t.Errorf("got %s, want %s", got, want)
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

// TestEachKindNamesItsPrompts: all that it may say, with the arguments that it gives.
func TestEachKindNamesItsPrompts(t *testing.T) {
	t.Parallel()
	a, b, d, e, f := []string{"a"}, []string{"b"}, []string{"d"}, []string{"e"}, []string{"f"}
	const remarks = " keys:invalid keys:timeout"
	for _, c := range []struct {
		node ivr.Node
		want string // field:prompt, with the arguments that its text may have
	}{
		{ivr.Say{Prompts: a}, "prompts:a"},
		{ivr.Goodbye{Prompts: a}, "prompts:a"},
		{ivr.Restricted{Prompts: a}, "prompts:a"},
		{ivr.BroadcastNode{Prompts: a}, "prompts:a"},
		{ivr.Menu{Prompts: a, FullPrompts: b}, "prompts:a full_prompts:b" + remarks},
		{ivr.Digits{Prompts: a}, "prompts:a" + remarks},
		{ivr.LanguageMenu{Prompts: a, Choices: []ivr.Choice{{Language: "zh", Prompts: b}}}, "prompts:a" + remarks + " choices:b"},
		{ivr.Queue{Prompts: a}, "prompts:a queue:recording queue:hold_busy queue:queue_next queue:queue_pos(m,n) queue:queue_pos_soon(m,n)"},
		{ivr.HoursNode{Prompts: a}, "prompts:a(date,from,to)"},
		{ivr.Progress{Prompts: a, PINPrompts: b, NotFound: d, Status: e, Due: f},
			"prompts:a pin_prompts:b not_found:d" + remarks + " status:e(digits,status) status:status_received status:status_handled status:status_answered status:status_closed due:f(date,n)"},
		{ivr.Message{Prompts: a, Saved: b}, "prompts:a saved:b(digits)"},
		{ivr.Survey{Prompts: a, Thanks: b}, "prompts:a thanks:b" + remarks},
		{ivr.Silent{Prompts: a, Closing: b}, "prompts:a closing:b"},
		{ivr.Unit{Prompts: a, NoAnswer: b}, "prompts:a no_answer:b"},
		{ivr.Unit{Prompts: a, NoAnswer: b, Name: map[ivr.Language]string{"zh": "x"}}, "prompts:a(dept) no_answer:b(dept)"},
		{ivr.CallBackNode{Prompts: a, EnterPrompts: b, Done: d}, "prompts:a(d4) enter_prompts:b done:d" + remarks},
		{ivr.Fax{Prompts: a, Failed: b}, "prompts:a failed:b"},
	} {
		if got := saidBy(c.node); got != c.want {
			t.Errorf("a %s says\n%s, want\n%s", c.node.Kind(), got, c.want)
		}
	}
}

// saidBy finds out what a node says: where nothing has a text, each prompt is a fault;
// where each text has every argument, those that the node does not give are.
func saidBy(n ivr.Node) string {
	arguments := []string{"d4", "date", "dept", "digits", "from", "m", "minutes", "n", "status", "to"}
	f := ivr.Flow{ID: "f", Start: "x", Nodes: ivr.Nodes{"x": n}}
	none := ivr.Context{Languages: []ivr.Language{"zh"}, Prompts: map[ivr.Language]map[string][]string{}}
	all := ivr.Context{Languages: []ivr.Language{"zh"}, Prompts: map[ivr.Language]map[string][]string{"zh": {}}}
	var said []string
	for _, fault := range f.Faults(none) {
		if id := fault.Args["prompt"]; id != "" {
			said = append(said, fault.Field+":"+id)
			all.Prompts["zh"][id] = arguments
		}
	}
	for _, fault := range f.Faults(all) {
		if id, arg := fault.Args["prompt"], fault.Args["argument"]; arg != "" {
			all.Prompts["zh"][id] = slices.DeleteFunc(slices.Clone(all.Prompts["zh"][id]), func(a string) bool { return a == arg })
		}
	}
	for i, s := range said {
		_, id, _ := strings.Cut(s, ":")
		if given := all.Prompts["zh"][id]; len(given) > 0 {
			said[i] += "(" + strings.Join(given, ",") + ")"
		}
	}
	return strings.Join(said, " ")
}

// TestTheShippedPromptsFitTheFlows: each language has each prompt of the full tree.
func TestTheShippedPromptsFitTheFlows(t *testing.T) {
	t.Parallel()
	c := ivr.Context{
		Languages: []ivr.Language{ivr.Mandarin, ivr.Cantonese, ivr.English}, Prompts: shippedPrompts(t),
		Queues: []string{"complaint", "consult", "general", "business"}, Schedules: []string{"office", "business", "night"}, Broadcasts: []string{"typhoon"}, Units: []string{"Y08"},
	}
	var got []string
	for _, f := range fullFlow(t).Faults(c) {
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
		"call_back callback", "fax fax", "labour unit", "nobody silent", "unit unit",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	one := ivr.Flow{ID: "f", Nodes: ivr.Nodes{"x": ivr.Fax{}}}
	if got, want := ivr.Publishable(&one).Error(), "flow f, node x: calls cannot do fax yet: use a queue with a prompt"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestWhichPromptsANodeSays(t *testing.T) {
	t.Parallel()
	f := ivr.Flow{Nodes: ivr.Nodes{
		"a": ivr.Say{Prompts: []string{"welcome", "lang_yue@yue", "hello", "welcome@en"}, Next: "b"},
		"b": ivr.Goodbye{},
	}}
	if got, want := f.Prompts()["a"], []string{"hello", "lang_yue", "welcome"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
