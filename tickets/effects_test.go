package tickets_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestWhatMovesChange writes down, for every move in the first and the last state where
// it is legal, all that it changes: of the ticket by name, of the new entry what is not
// the same in all. Then the same for tickets and requests that differ in one thing.
// What is done by the way, or not done any more, is a change of the golden file.
func TestWhatMovesChange(t *testing.T) {
	t.Parallel()
	const golden = "testdata/effects.txt"
	var want []string
	if !*update {
		raw, err := os.ReadFile(golden)
		must(t, err)
		want = strings.SplitAfter(string(raw), "\n\n")
	}
	var got strings.Builder
	n := 0
	write := func(text string) {
		if text == "" {
			return
		}
		if got.WriteString(text); !*update && (n >= len(want) || want[n] != text) {
			t.Fatalf("what a move changes is not what %s says: %s\nif that is right, run go test ./tickets -update", golden, firstDifference(want[min(n, len(want)-1)], text))
		}
		n++
	}
	plain := map[tickets.State]tickets.Ticket{}
	for _, state := range append([]tickets.State{tickets.Unwritten}, tickets.States()...) {
		plain[state] = storetest.In(state)
	}
	all, book, first := effectTwists(), storetest.RulebookWithSubunit(), storetest.Other()
	for _, move := range tickets.Moves() {
		for _, actors := range [][]org.Actor{{storetest.By(org.RoleSupervisor), storetest.Clerk("Y04"), storetest.By(org.RoleLeader)}, {org.Clock()}} {
			var made []string
			for _, state := range append([]tickets.State{tickets.Unwritten}, tickets.States()...) {
				for _, actor := range actors {
					c := tickets.Case{Ticket: ready(plain[state], move), Request: good()[move], By: actor, Now: storetest.Start.Add(20 * time.Hour), Rules: book, Other: first}
					c.Request.Move = move
					if text := changesOf(c, all); text != "" {
						made = append(made, text)
						break
					}
				}
			}
			if len(made) > 0 {
				write(made[0])
			}
			if len(made) > 1 {
				write(made[len(made)-1])
			}
		}
	}
	if *update {
		must(t, os.WriteFile(golden, []byte(got.String()), 0o644))
	} else if n != len(want)-1 {
		t.Errorf("%d moves, %s has %d", n, golden, len(want)-1)
	}
}

// effectTwists are other tickets, and other good requests.
func effectTwists() []twist {
	day := 24 * time.Hour
	list := []twist{{"plain", func(*tickets.Case) {}},
		{"limit 5wd, way telephone, call, source", ofRequest(func(r *tickets.Request) {
			r.Limit, r.Way, r.Call, r.Source = "5wd", tickets.Telephone, "call.9", "条例第3条"
		})},
		{"limit 2h, by phone", ofRequest(func(r *tickets.Request) { r.Limit, r.ByPhone = "2h", true })},
		{"limit 24h, answered earlier by letter", ofRequest(func(r *tickets.Request) {
			r.Limit, r.Way, r.Address, r.AnsweredAt = "24h", tickets.Letter, " 湖心路9号 ", storetest.Start.Add(19*time.Hour)
		})},
		{"unit A, assisted by Y08 and A-09", ofRequest(func(r *tickets.Request) { r.Unit, r.Assist = "A", []string{"Y08", "A-09"} })},
		{"part Y04", ofRequest(func(r *tickets.Request) { r.Assignee = "Y04" })}, {"part Y08", ofRequest(func(r *tickets.Request) { r.Assignee = "Y08" })},
		{"the unit's fault", ofRequest(func(r *tickets.Request) { r.Revisit, r.Note, r.Limit = storetest.Badly.Revisit, "x", "3wd" })},
		{"without a number", ofTicket(func(t *tickets.Ticket) { t.Contact = "" })}, {"a report", ofTicket(func(t *tickets.Ticket) { t.Type = tickets.Report })},
		{"to be kept confidential", ofRequest(func(r *tickets.Request) { yes := true; r.Changes = &tickets.Changes{Confidential: &yes} })},
		{"of no category now", func(c *tickets.Case) {
			none := ""
			c.Request.Changes = &tickets.Changes{Category: &none}
			c.Rules.Categories = nil
		}},
		{"an emergency's category now", func(c *tickets.Case) {
			gas := "0102"
			c.Request.Changes = &tickets.Changes{Category: &gas}
			c.Rules.Categories = append(c.Rules.Categories[:len(c.Rules.Categories):len(c.Rules.Categories)], tickets.Category{Code: gas, Urgency: tickets.Emergency})
		}},
		{"by the seed's rules", func(c *tickets.Case) { c.Rules.Options.SeedRules = true }}, {"closing at 17:00", func(c *tickets.Case) { c.Rules.Options.Closing = 17 * 60 }},
		{"a week later", func(c *tickets.Case) { c.Now = c.Now.Add(7 * day) }},
		{"an emergency", ofTicket(func(t *tickets.Ticket) {
			t.Urgency = tickets.Emergency
			t.Emergency = &tickets.Emergent{RaisedAt: t.CreatedAt, Was: tickets.Normal, Unhurried: &tickets.Span{From: t.PromiseFrom, Limit: tickets.Limit{Days: 9}}}
		})},
		{"an emergency from the first", ofTicket(func(t *tickets.Ticket) {
			t.Urgency, t.Emergency = tickets.Emergency, &tickets.Emergent{RaisedAt: t.CreatedAt, Was: tickets.Emergency}
		})},
		{"an emergency that ended", ofTicket(func(t *tickets.Ticket) {
			t.Urgency, t.Emergency = tickets.Emergency, &tickets.Emergent{RaisedAt: t.CreatedAt, EndedAt: t.CreatedAt}
		})},
		{"the other is an emergency", func(c *tickets.Case) { c.Other.Emergency = &tickets.Emergent{RaisedAt: c.Other.CreatedAt} }},
		{"a dispute", ofTicket(func(t *tickets.Ticket) { t.Dispute = &tickets.Dispute{Note: "x"} })},
		{"a decided dispute", ofTicket(func(t *tickets.Ticket) { t.Dispute = &tickets.Dispute{Note: "x", DecidedAt: t.CreatedAt} })},
		{"a return asked", pleads(tickets.ReturnRequest, "Y04")}, {"an extension asked", pleads(tickets.ExtensionRequest, "Y04")}, {"an exclusion asked", pleads(tickets.ExclusionRequest, "Y04")},
		{"an extension asked by Y08", pleads(tickets.ExtensionRequest, "Y08")}, {"a return asked by Y08", pleads(tickets.ReturnRequest, "Y08")},
		{"only an extension asked", func(c *tickets.Case) { c.Ticket.UnitRequests = nil; pleads(tickets.ExtensionRequest, "Y04")(c) }},
		{"referred, instructed, promise reminded", ofTicket(func(t *tickets.Ticket) {
			t.Referred, t.Instructed, t.PromiseReminded, t.PromiseAgain = t.CreatedAt, t.CreatedAt, true, t.CreatedAt
		})},
		{"told to tell", ofTicket(func(t *tickets.Ticket) {
			t.Tell = []tickets.Notice{{What: tickets.MoveDispatch}, {What: tickets.MoveGrant}}
		})},
		{"tried, rated, declined", ofTicket(func(t *tickets.Ticket) {
			t.Attempts, t.TryAt, t.Declined = []tickets.Attempt{{At: t.CreatedAt, Outcome: tickets.Busy}}, t.Promise, tickets.Review
			t.Revisit = &tickets.Revisit{Rating: *storetest.Badly.Revisit, At: t.CreatedAt.Add(day)}
		})},
		{"others absorbed", ofTicket(func(t *tickets.Ticket) {
			t.Absorbed, t.Into = append(slices.Clone(t.Absorbed), "261123000003"), "261123000004"
		})},
		{"other parts had it", ofTicket(func(t *tickets.Ticket) {
			t.Had, t.Files = []string{"A"}, []tickets.File{{Seq: 1, By: org.Person{ID: "1"}}, {Seq: 2}}
		})},
	}
	for _, s := range []tickets.AssignmentState{tickets.ToSign, tickets.InHand, tickets.Reported} {
		list = append(list, twist{"Y04 " + string(s) + ", Y08 assists and " + string(s), ofTicket(func(t *tickets.Ticket) {
			t.Assignments = slices.Clone(t.Assignments)
			for i := range t.Assignments {
				t.Assignments[i].State = s
			}
			t.Assignments = append(t.Assignments, tickets.Assignment{Unit: "Y08", Role: tickets.Assist, State: s, DispatchedAt: t.CreatedAt, From: t.CreatedAt,
				Limit: tickets.Limit{Days: 5}, Due: t.CreatedAt.Add(10 * day), CapFrom: t.CreatedAt, Unhurried: &tickets.Span{From: t.CreatedAt, Limit: tickets.Limit{Days: 7}}})
		})})
	}
	return append(list,
		twist{"Y08 leads, Y04 assists", ofTicket(func(t *tickets.Ticket) {
			t.Assignments = slices.Clone(t.Assignments)
			for i := range t.Assignments {
				t.Assignments[i].Role = tickets.Assist
			}
			t.Assignments, t.Lead = append(t.Assignments, tickets.Assignment{Unit: "Y08", Role: tickets.Lead, State: tickets.InHand, DispatchedAt: t.CreatedAt, From: t.CreatedAt,
				Limit: tickets.Limit{Days: 3}, Due: t.CreatedAt.Add(5 * day)}), "Y08"
		})},
		twist{"supervised, reminded, contacted", parts(func(p *tickets.Assignment) {
			p.Supervised, p.Reminded, p.SignReminded, p.ContactedAt = 1, true, true, p.DispatchedAt
		})},
		twist{"twice supervised", parts(func(p *tickets.Assignment) { p.Supervised = 2 })},
		twist{"contact awaited", parts(func(p *tickets.Assignment) {
			p.SignedAt, p.ContactBy, p.ContactWarnAt, p.ContactReminded = p.DispatchedAt, p.DispatchedAt.Add(day), p.DispatchedAt, true
		})},
		twist{"seven working days", parts(func(p *tickets.Assignment) {
			p.Limit, p.Due, p.SignBy = tickets.Limit{Days: 7}, p.From.Add(9*day), p.From.Add(day)
		})},
		twist{"seven working days, and late", parts(func(p *tickets.Assignment) { p.Limit, p.Due, p.SignBy = tickets.Limit{Days: 7}, p.From, p.From })})
}

// changesOf is a paragraph about a move: what it changes of the plain ticket, and then
// where another thing changes than there. Empty if the move is never made.
func changesOf(plain tickets.Case, all []twist) string {
	var b strings.Builder
	var usual map[string]string
	for _, w := range all {
		c, other := plain, *plain.Other
		c.Other = &other
		w.do(&c)
		if c.Request.What == "" && c.Request.Move == tickets.MoveRemind && c.By.Has(org.RoleClock) {
			c.Request.What = []tickets.Alarm{tickets.AlarmPromise, tickets.AlarmSign, tickets.AlarmDue, tickets.AlarmContact}[len(w.name)%4]
		}
		after, err := tickets.Apply(c)
		if err != nil {
			continue
		}
		before := c.Ticket
		before.Entries = nil
		changes := differences(flat(before), flat(after))
		if usual == nil {
			usual = changes
			fmt.Fprintf(&b, "%s by %s of %s, %s: %s\n", plain.Request.Move, plain.By.Roles[0], plain.By.Unit, c.Ticket.State, w.name)
			for _, path := range slices.Sorted(maps.Keys(changes)) {
				fmt.Fprintf(&b, "\t%s %s\n", path, changes[path])
			}
			continue
		}
		var lines []string
		for _, path := range slices.Sorted(maps.Keys(changes)) {
			if usual[path] != changes[path] {
				lines = append(lines, path+" "+changes[path])
			}
		}
		for _, path := range slices.Sorted(maps.Keys(usual)) {
			if _, ok := changes[path]; !ok {
				lines = append(lines, path+" stays")
			}
		}
		if len(lines) > 0 {
			fmt.Fprintf(&b, "  %s: %s\n", w.name, strings.Join(lines, "; "))
		}
	}
	if b.Len() > 0 {
		b.WriteString("\n")
	}
	return b.String()
}

// flat are the fields of a ticket and of its last entry, by their names, but for those
// that every move fills in alike.
func flat(t tickets.Ticket) map[string]string {
	var entry tickets.Entry
	if n := len(t.Entries); n > 0 {
		entry = t.Entries[n-1]
	}
	entry.Seq, entry.At, entry.Move, entry.From, entry.To, entry.By, entry.Addr = 0, time.Time{}, "", "", "", org.Person{}, ""
	t.Entries, t.UpdatedAt = nil, time.Time{}
	out := map[string]string{}
	for path, v := range map[string]any{"": t, "entry": entry} {
		raw, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		flatten(out, path, raw)
	}
	for _, same := range []string{"entries", "updated_at", "entry.seq", "entry.at", "entry.move", "entry.from_state", "entry.to_state", "entry.by.id", "entry.by.name"} {
		delete(out, same)
	}
	return out
}

func flatten(out map[string]string, path string, raw []byte) {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		panic(err)
	}
	flattenValue(out, path, v)
}

func flattenValue(out map[string]string, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, x := range v {
			flattenValue(out, strings.TrimPrefix(path+"."+name, "."), x)
		}
	case []any:
		for i, x := range v {
			flattenValue(out, fmt.Sprintf("%s[%d]", path, i), x)
		}
	default:
		out[path] = fmt.Sprint(v)
	}
}

// differences are what is new or otherwise, and "gone" for what is not there any more.
func differences(before, after map[string]string) map[string]string {
	out := map[string]string{}
	for path, v := range after {
		if before[path] != v {
			out[path] = v
		}
	}
	for path := range before {
		if _, ok := after[path]; !ok {
			out[path] = "gone"
		}
	}
	return out
}

// firstDifference is the first line that differs.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("it is now\n%s\nand was\n%s\nof %s", g[i], w[i], g[0])
		}
	}
	return fmt.Sprintf("%d lines, were %d, of %s", len(g), len(w), g[0])
}
