package tickets_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// whoItIs says who the citizen is, in the ways in which people write it.
const whoItIs = "王建军（云湾船厂，＋86 138-0013-8000、１３８００１３８０００、138.0013.8000）"

// leaks are what only the centre may read.
var leaks = []string{"王建", "云湾船厂", "13800138000", "0013", "８０００", "00 1.1", "湖心路9号"}

// leaked is the first of the leaks in what is sent to a page.
func leaked(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	for _, leak := range leaks {
		if strings.Contains(string(raw), leak) {
			return leak + " in " + string(raw)
		}
	}
	return ""
}

// telling writes who the citizen is into every text of a request.
func telling(r tickets.Request) tickets.Request {
	said := whoItIs
	for _, text := range []*string{&r.Note, &r.Source, &r.Refer, &r.People, &r.Media, &r.Place, &r.Address} {
		if *text != "" {
			*text += whoItIs
		}
	}
	if r.Move == tickets.MoveAnswer {
		r.Way, r.Address = tickets.Letter, "湖心路9号"
	}
	if r.Move == tickets.MoveCorrect {
		r.Changes = &tickets.Changes{Content: &said, Place: &said}
	}
	return r
}

// TestNothingThatPeopleWriteTellsWhoAMaskedCitizenIs makes every move that is legal in
// a state, with the citizen in its texts; a clerk of the unit reads none of it, then
// or after what follows (M70, M71).
func TestNothingThatPeopleWriteTellsWhoAMaskedCitizenIs(t *testing.T) {
	t.Parallel()
	book, wishes, first := storetest.RulebookWithSubunit(), good(), storetest.Other()
	made := map[tickets.Move]bool{}
	for _, state := range tickets.States() {
		if state == tickets.Unwritten {
			continue
		}
		for move, request := range wishes {
			ticket := ready(storetest.In(state), move)
			ticket.Register.Unit, ticket.Confidential = "云湾船厂", true
			ticket.Origin, ticket.OldNumber = whoItIs, whoItIs
			request.Move = move
			for _, unit := range []string{"Y00", "Y04"} {
				actor := storetest.By(org.Roles()...)
				actor.Unit = unit
				after, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: telling(request), By: actor, Now: storetest.Start.Add(20 * time.Hour), Rules: book, Other: first})
				if err != nil {
					continue
				}
				made[move] = true
				if leak := leaked(tickets.RedactFor(storetest.Clerk("Y04"), after, book.Tree)); leak != "" {
					t.Errorf("%s: after %s a clerk reads %s", state, move, leak)
				}
				if leak := leaked(tickets.RedactSummaryFor(storetest.Clerk("Y04"), tickets.Summarise(after), book.Tree)); leak != "" {
					t.Errorf("%s: after %s a clerk's list has %s", state, move, leak)
				}
			}
		}
	}
	wordless := []tickets.Move{tickets.MoveRegister, tickets.MoveRemind, tickets.MoveRecompute, tickets.MoveHandOver}
	for _, move := range tickets.Moves() {
		if !made[move] && !slices.Contains(wordless, move) {
			t.Errorf("%s was never made", move)
		}
	}
}

func TestAMaskedCitizenIsNotFoundBySearching(t *testing.T) {
	t.Parallel()
	_, ticket := storetest.Written(1, "13800138000", storetest.Dispatch)
	ticket = storetest.After(ticket, tickets.Request{Move: tickets.MoveSign, Assignee: "Y04"},
		tickets.Request{Move: tickets.MoveReport, Assignee: "Y04", Note: "已联系王建军，噪声停止", Result: tickets.Solved})
	ticket.Confidential = true
	for _, f := range []tickets.Filter{{Text: "王建军"}, {Text: "13800138000"}, {Number: "13800138000"}} {
		if !f.Selects(ticket) {
			t.Errorf("who may know the citizen does not find the ticket by %+v", f)
		}
		if f.Masked = true; f.Selects(ticket) {
			t.Errorf("who may not know the citizen finds the ticket by %+v", f)
		}
	}
	if f := (tickets.Filter{Text: "噪声停止", Masked: true}); !f.Selects(ticket) {
		t.Error("the matter itself is not found")
	}
}

func TestTheCentreIsNotMaskedByAHiddenCopy(t *testing.T) {
	t.Parallel()
	_, ticket := storetest.Written(1, "13800138000", storetest.Dispatch)
	ticket.Confidential = true
	line := tickets.RedactSummaryFor(storetest.By(org.RoleAgent), tickets.Summarise(ticket), storetest.RulebookWithSubunit().Tree)
	if line.Masked || line.Name != "王建军" || line.Hidden != nil {
		t.Errorf("an agent's list shows %+v", line)
	}
}

func TestNotesSayNothingOfAMaskedCitizen(t *testing.T) {
	t.Parallel()
	tree := org.NewTree(storetest.Units())
	_, ticket := storetest.Written(1, "13800138000", storetest.Dispatch)
	ticket.Type, ticket.Content, ticket.Place = tickets.Report, "我是王建军，电话138 0013 8000", "王建军家楼下"
	ticket = storetest.After(ticket, tickets.Request{Move: tickets.MoveProgress, Note: "已致电王建军（138-0013-8000）"},
		tickets.Request{Move: tickets.MoveSign, Assignee: "Y04"}, storetest.Report, storetest.Pass,
		tickets.Request{Move: tickets.MoveAnswer, Way: tickets.Telephone, Note: "王建军您好，已处理"})
	seen := tickets.RedactFor(storetest.Clerk("Y04"), ticket, tree)
	texts := []string{seen.Content, seen.Place, seen.Answer.Text, seen.Entries[0].Written.Content, tickets.RedactSummaryFor(storetest.Clerk("Y04"), tickets.Summarise(ticket), tree).Content}
	for _, e := range seen.Entries {
		texts = append(texts, e.Note)
		if e.Answer != nil {
			texts = append(texts, e.Answer.Text)
		}
	}
	for _, text := range texts {
		if strings.Contains(text, "王建军") || strings.Contains(text, "8000") {
			t.Errorf("the unit reads %q", text)
		}
	}
	if !strings.Contains(seen.Answer.Text, "已处理") || ticket.Answer.Text != "王建军您好，已处理" {
		t.Errorf("the answer is %q", seen.Answer.Text)
	}
}

func TestIdentityIsMaskedOutsideTheCentre(t *testing.T) {
	t.Parallel()
	secret := func(change func(r *tickets.Register)) tickets.Ticket {
		_, ticket := storetest.Written(1, "13800138000", storetest.Dispatch)
		name := "王建国"
		ticket = storetest.Moved(ticket, tickets.Request{Move: tickets.MoveCorrect, Note: "他叫王建国",
			Changes: &tickets.Changes{Name: &name}})
		ticket.Unit = "云湾船厂"
		change(&ticket.Register)
		return ticket
	}
	tree := org.NewTree(storetest.Units())
	for name, ticket := range map[string]tickets.Ticket{
		"confidential": secret(func(r *tickets.Register) { r.Confidential = true }),
		"a report":     secret(func(r *tickets.Register) { r.Type = tickets.Report }),
	} {
		seen := tickets.RedactFor(storetest.Clerk("Y04"), ticket, tree)
		raw, err := json.Marshal(seen)
		if err != nil {
			t.Fatal(err)
		}
		for _, leak := range []string{"王建", "13800138000", "云湾船厂", "call.1"} {
			if strings.Contains(string(raw), leak) {
				t.Errorf("%s: a clerk reads %q in %s", name, leak, raw)
			}
		}
		if !seen.Masked || seen.Content != "工地噪声" || seen.Place == "" {
			t.Errorf("%s: masked %v, content %q: the clerk must still know the matter", name, seen.Masked, seen.Content)
		}
		if ticket.Entries[0].Written.Name != "王建军" || *ticket.Entries[2].Changes.Name != "王建国" {
			t.Error("masking changed the ticket itself")
		}
		for _, role := range []org.Role{org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher, org.RoleAuditor} {
			if full := tickets.RedactFor(storetest.By(role), ticket, tree); full.Masked || full.Caller != "13800138000" {
				t.Errorf("%s: %s sees it masked", name, role)
			}
		}
		for _, role := range org.Roles() { // whatever the role, in the bureau it is about
			bureau := storetest.By(role)
			bureau.Unit = "Y04"
			if seen := tickets.RedactFor(bureau, ticket, tree); !seen.Masked || tickets.MayUnmask(bureau, ticket, tree) {
				t.Errorf("%s: a %s of the unit learns who it is", name, role)
			}
		}
		line := tickets.RedactSummaryFor(storetest.Clerk("Y04"), tickets.Summarise(ticket), tree)
		if !line.Masked || line.Name != "***" || line.Contact != "***" {
			t.Errorf("%s: a clerk's list shows %+v", name, line)
		}
	}
	_, open := storetest.Written(1, "13800138000", storetest.Dispatch)
	if seen := tickets.RedactFor(storetest.Clerk("Y04"), open, tree); seen.Masked || seen.Contact != "13800138000" {
		t.Error("an ordinary ticket is masked: the unit could not call the citizen")
	}
}
