package tickets_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// after makes moves by people who may do all, an hour between them.
func after(t *testing.T, ticket tickets.Ticket, moves ...tickets.Request) tickets.Ticket {
	t.Helper()
	for _, r := range moves {
		ticket = storetest.Moved(ticket, r)
	}
	return ticket
}

func TestUnitsThatBecomeOneHaveOnePleaOfAKind(t *testing.T) {
	ticket := after(t, in(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"})
	for _, unit := range []string{"Y04", "Y08"} {
		ticket.Pleas = append(ticket.Pleas, tickets.Plea{Kind: tickets.PleaExtension, Unit: unit, Days: 3, Note: unit})
	}
	one, err := apply(ticket, tickets.Clock(), tickets.Request{Move: tickets.MoveHandOver, Part: "Y04", Unit: "Y08"})
	must(t, err)
	if len(one.Pleas) != 1 || one.Pleas[0].Unit != "Y08" {
		t.Fatalf("pleas of the unit that stays: %+v", one.Pleas)
	}
	_, err = apply(one, by(tickets.RoleSupervisor), tickets.Request{Move: tickets.MoveRefuse, Note: "不同意"})
	must(t, err)
}

func TestTheSuccessorSeesWhatTheEndedUnitHad(t *testing.T) {
	tree := tickets.NewTree(append(storetest.Units(), tickets.Unit{Code: "Z7", Parent: "Y", Level: 1, Ended: true, Successor: "Y08"}))
	old := in(tickets.Archived)
	old.Lead, old.Parts = "Z7", []tickets.Part{{Unit: "Z7", Role: tickets.Lead, State: tickets.Reported}}
	if !tickets.MaySee(clerk("Y08"), old, tree) {
		t.Error("the archived ticket of a unit that ended is nobody's")
	}
	if tickets.MaySee(clerk("Y04"), old, tree) {
		t.Error("another unit sees it")
	}
	if served := strings.Join(tree.Serves("Y08"), " "); served != "Y08 Z7" {
		t.Errorf("Y08 serves %s", served)
	}
}

// badly is a revisit that the unit is to blame for.
var badly = tickets.Request{Move: tickets.MoveRevisit, Note: "仍未解决，请重新办理", Limit: "3wd",
	Revisit: &tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 1, UnitsFault: true}}

var again = []tickets.Request{storetest.Report, storetest.Pass, storetest.Answer}

func TestTheSecondDisappointmentIsSupervised(t *testing.T) {
	checked := after(t, in(tickets.Checking), redo) // a redo of the check is none
	once := after(t, after(t, checked, again...), badly)
	if last := once.Entries[len(once.Entries)-1]; last.Supervised || once.Parts[0].Supervised != 0 {
		t.Error("the first disappointment is supervised already")
	}
	twice := after(t, after(t, once, again...), badly)
	last := twice.Entries[len(twice.Entries)-1]
	if !last.Supervised || last.Serial == "" || len(last.Copies) == 0 || twice.Parts[0].Supervised != 1 {
		t.Errorf("the second one is no supervision: %+v", last)
	}
}

func TestEveryRatingCounts(t *testing.T) {
	m := storetest.NewMemory()
	ticket := after(t, after(t, in(tickets.Answered), badly), append(again, storetest.Revisit)...)
	must(t, m.Create(t.Context(), ticket))
	groups, err := m.Ratings(t.Context(), nil, storetest.Start, storetest.Start.AddDate(1, 0, 0))
	must(t, err)
	all, _ := tickets.CountRates(groups, nil, tickets.RateRules{})
	if all.Revisited != 2 || all.Satisfied != 1 || all.Rated != 2 {
		t.Errorf("a bad rating and a good one after the redo: %+v", all)
	}
}

func TestAnExclusionIsAboutTheRatingItWasAskedFor(t *testing.T) {
	ticket := after(t, in(tickets.Answered), badly, tickets.Request{Move: tickets.MoveExclude, Note: "超出职责"})
	ticket = after(t, ticket, storetest.Report, tickets.Request{Move: tickets.MoveGrant, Plea: tickets.PleaExclusion}, storetest.Pass, storetest.Answer, storetest.Revisit)
	if ticket.Revisit.Excluded || ticket.Revisit.Satisfied == 1 {
		t.Errorf("the later rating is excluded: %+v", ticket.Revisit)
	}
	m := storetest.NewMemory()
	must(t, m.Create(t.Context(), ticket))
	out, err := m.Exclusions(t.Context(), nil, storetest.Start, storetest.Start.AddDate(1, 0, 0), 9)
	must(t, err)
	if len(out) != 1 || out[0].Satisfied != 1 || out[0].Note != "超出职责" {
		t.Errorf("exclusions %+v", out)
	}
}

func TestAReopenedMatterCanBeArchived(t *testing.T) {
	ticket := in(tickets.Revisited)
	ticket.Revisit.Satisfied = 1
	ticket = after(t, ticket, tickets.Request{Move: tickets.MoveExclude, Note: "超出职责"}, tickets.Request{Move: tickets.MoveReopen, Note: "又发生了"},
		storetest.Answer, storetest.Archive)
	if ticket.State != tickets.Archived {
		t.Errorf("it is %s", ticket.State)
	}
}

func TestAnAssistingUnitsPartGoesBackAlone(t *testing.T) {
	ticket := after(t, in(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"},
		tickets.Request{Move: tickets.MoveSign, Part: "Y08"}, tickets.Request{Move: tickets.MoveReport, Part: "Y08", Result: tickets.Solved, Note: "已配合"},
		storetest.Report)
	back, err := apply(ticket, by(tickets.RoleSupervisor), tickets.Request{Move: tickets.MoveRedo, Part: "Y08", Note: "请补充照片", Limit: "1wd"})
	must(t, err)
	if back.State != tickets.Checking || back.Parts[1].State != tickets.InHand || back.Parts[0].State != tickets.Reported {
		t.Errorf("%s, parts %+v", back.State, back.Parts)
	}
	if _, err := apply(back, by(tickets.RoleSupervisor), storetest.Pass); !isCode(err, tickets.PartsMissing) {
		t.Errorf("passed without the part that went back: %v", err)
	}
	if _, err := apply(in(tickets.Answered), by(tickets.RoleSupervisor), tickets.Request{Move: tickets.MoveRedo, Part: "Y08", Note: "x", Limit: "1wd"}); err == nil {
		t.Error("a redo names a unit without a part")
	}
}

func TestARevisitSendsNoAssistingUnitBack(t *testing.T) {
	ticket := after(t, in(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"},
		tickets.Request{Move: tickets.MoveSign, Part: "Y08"}, tickets.Request{Move: tickets.MoveReport, Part: "Y08", Result: tickets.Solved, Note: "已配合"},
		storetest.Report, storetest.Pass, storetest.Answer)
	for _, part := range []string{"Y08", "nonsense"} {
		r := badly
		r.Part = part
		if _, err := apply(ticket, by(tickets.RoleAgent), r); !isCode(err, tickets.NoAssistant) {
			t.Errorf("a revisit names the part of %q: %v", part, err)
		}
	}
}

func TestAnExcludedRatingLeadsToNoSupervision(t *testing.T) {
	once := after(t, in(tickets.Answered), badly, tickets.Request{Move: tickets.MoveExclude, Note: "超出职责"},
		tickets.Request{Move: tickets.MoveGrant, Plea: tickets.PleaExclusion})
	twice := after(t, after(t, once, again...), badly)
	if last := twice.Entries[len(twice.Entries)-1]; last.Supervised {
		t.Error("the first rating does not count, but the second one is the second")
	}
}

func TestAnEmergencyIsRaisedAlsoWhereAnotherHasEnded(t *testing.T) {
	first := after(t, in(tickets.Handling), tickets.Request{Move: tickets.MoveRaise, Note: "煤气味"},
		tickets.Request{Move: tickets.MoveVerify, Note: "属实"}, tickets.Request{Move: tickets.MoveStandDown, Note: "已排除"})
	second := *other()
	second.Emergency = &tickets.Emergent{RaisedAt: storetest.Start, VerifyBy: storetest.Start.Add(15 * time.Minute)}
	merged, err := tickets.Apply(tickets.Case{Ticket: first, Other: &second, By: by(tickets.RoleAgent), Now: storetest.Start.Add(20 * time.Hour), Rules: rules(),
		Request: tickets.Request{Move: tickets.MoveAbsorb, Into: second.Number, Note: "同一处"}})
	must(t, err)
	if !merged.Emergency.Unverified() || merged.Urgency != tickets.Emergency {
		t.Errorf("a new emergency came, but the ticket has %+v", merged.Emergency)
	}
}

// TestAnInstructionIsNotForgottenInTheArchive: an agent cannot close over what the
// leader wrote; whoever passes such things on may (S085).
func TestAnInstructionIsNotForgottenInTheArchive(t *testing.T) {
	ticket := after(t, in(tickets.Revisited), tickets.Request{Move: tickets.MoveInstruct, Note: "举一反三，全市排查"})
	if _, err := apply(ticket, by(tickets.RoleAgent), storetest.Archive); !isCode(err, tickets.StillPending) {
		t.Errorf("an agent archives over the leader's instruction: %v", err)
	}
	closed, err := apply(ticket, by(tickets.RoleSupervisor), storetest.Archive)
	must(t, err)
	if !closed.Instructed.IsZero() || slices.Contains(closed.Marks(), tickets.MarkInstructed) {
		t.Error("the archived ticket still waits for the instruction to be passed on")
	}
}

func TestALetterAsTheFirstMoveHasItsNumber(t *testing.T) {
	o := newOffice(t)
	r := storetest.Answer
	r.Way = tickets.Letter
	ticket, err := o.Create(t.Context(), by(tickets.RoleDispatcher), tickets.Arrival{Origin: "l1", Channel: tickets.ByLetter, Register: written()}, r)
	must(t, err)
	if serial := ticket.Entries[1].Serial; serial != string(ticket.Number)+"-1" {
		t.Errorf("the letter is number %q", serial)
	}
	r.Way = tickets.Letter
	called := o.committed(t, "1.1", r)
	if serial := called.Entries[1].Serial; serial != string(called.Number)+"-1" {
		t.Errorf("the letter of a call is number %q", serial)
	}
}

func TestAnotherLeadTakesTheFirstOnesAnswerAway(t *testing.T) {
	told := tickets.Request{Move: tickets.MoveReport, Part: "Y04", Note: "已告知", Result: tickets.Explained, Way: tickets.Telephone}
	ticket := after(t, in(tickets.Handling), told)
	if ticket.Answer == nil {
		t.Fatal("the unit told the citizen")
	}
	ticket = ready(ticket, tickets.MoveDecide)
	other, err := apply(ticket, by(tickets.RoleLeader), tickets.Request{Move: tickets.MoveDecide, Unit: "Y08", Note: "由人社局主办"})
	must(t, err)
	if other.Answer != nil {
		t.Error("what the first unit said still stands as the answer")
	}
	passed := after(t, in(tickets.Handling), told, storetest.Pass)
	if len(passed.Tell) != 0 {
		t.Errorf("the unit told the citizen, but to tell is %+v", passed.Tell)
	}
}

func TestACentreEndsOnlyIntoACentre(t *testing.T) {
	for name, c := range map[string]struct {
		unit  tickets.Unit
		field string
	}{
		"the city's centre into a bureau":       {tickets.Unit{Code: "Y00", Name: "中心", Parent: "Y", Level: 1, Centre: true, Ended: true, Successor: "Y04"}, "centre"},
		"the city's centre is a centre no more": {tickets.Unit{Code: "Y00", Name: "中心", Parent: "Y", Level: 1}, "centre"},
		"a sub-centre into the city's":          {tickets.Unit{Code: "A-00", Name: "分中心", Parent: "A", Level: 2, Centre: true, Ended: true, Successor: "Y00"}, ""},
		"a sub-centre is a plain unit":          {tickets.Unit{Code: "A-00", Name: "分中心", Parent: "A", Level: 2}, ""},
	} {
		err := newOffice(t).ChangeRules(t.Context(), by(tickets.RoleAdministrator), tickets.RuleChange{Unit: &c.unit})
		if got := firstField(err); got != c.field {
			t.Errorf("%s: wrong field %q (%v), want %q", name, got, err, c.field)
		}
	}
}

func firstField(err error) string {
	var wrong *tickets.Invalid
	if errors.As(err, &wrong) {
		return wrong.Fields[0].Field
	}
	return ""
}

// TestWorkFollowsAChainOfSuccessors: a unit ended, and its successor too, before
// the work was handed over; and one ticket that refuses holds up none of the others.
func TestWorkFollowsAChainOfSuccessors(t *testing.T) {
	o := newOffice(t)
	admin := by(tickets.RoleAdministrator)
	a := o.committed(t, "1.1", tickets.Request{Move: tickets.MoveDispatch, Unit: "A1a"})
	end := func(code, parent string, level int, to string) {
		t.Helper()
		must(t, o.ChangeRules(t.Context(), admin, tickets.RuleChange{Unit: &tickets.Unit{Code: code, Name: code, Parent: parent, Level: level, Ended: true, Successor: to}}))
	}
	end("A1a", "A1", 4, "A1")
	end("A1", "A", 3, "A-09")
	must(t, o.HandOver(t.Context(), "A1a", "A1"))
	got, err := o.Ticket(t.Context(), by(tickets.RoleSupervisor), a.Number)
	must(t, err)
	if got.Lead != "A-09" {
		t.Errorf("the work of the first unit is led by %q", got.Lead)
	}
}
