package service_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
	"hotline12345/tickets/storetest"
)

// TestWhatIsSearchedForIsLogged: who searched for which words, also when nothing was
// found; a list without words is recorded as a list (M72).
func TestWhatIsSearchedForIsLogged(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	o.committed(t, "1.1", registerMove)
	for _, f := range []tickets.Filter{{Text: "王建军 临港路"}, {Text: "火星移民"}, {Text: "噪声", Number: "13800138000"}, {Number: "13800138000"}, {}} {
		_, err := o.List(ctx, storetest.Agent, f)
		must(t, err)
	}
	_, err := o.List(ctx, storetest.By(org.RoleTelecomAdmin), tickets.Filter{Text: "王建军"})
	wantErr(t, "search without the right", err, errs.ErrForbidden)
	got := map[string]int{}
	for _, record := range o.store.AccessLog() {
		got[record.What+": "+record.Key]++
		if record.By.ID != storetest.Agent.ID || record.Addr != "127.0.0.1" || record.At.IsZero() {
			t.Errorf("access record: %+v", record)
		}
	}
	for _, want := range []string{"search: 王建军 临港路", "search: 火星移民", "search: 13800138000 噪声", "tickets: 13800138000", "tickets: "} {
		if got[want] != 1 {
			t.Errorf("%q is logged %d times", want, got[want])
		}
	}
	if len(got) != 5 {
		t.Errorf("%d access records: %v", len(got), got)
	}
}

// TestWhatWaitsIsOnTheFirstPage: tickets that the store does not have yet stand
// before all that it has, on the first page and on no later one.
func TestWhatWaitsIsOnTheFirstPage(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	first := o.committed(t, "1.1", registerMove)
	second := o.committed(t, "1.2", registerMove)
	o.store.SetAway(true)
	third := o.committed(t, "1.3", registerMove)
	fourth := o.committed(t, "1.4", registerMove)
	o.back()
	var got []tickets.Number
	f := tickets.Filter{Limit: 1}
	for len(got) < 9 {
		page, err := o.List(ctx, storetest.Agent, f)
		must(t, err)
		if len(page) == 0 {
			break
		}
		got = append(got, page[0].Number)
		f.Before = page[0].Number
	}
	if want := []tickets.Number{fourth.Number, third.Number, second.Number, first.Number}; !slices.Equal(got, want) {
		t.Errorf("pages have %v, want %v", got, want)
	}
}

// TestSimilarTicketsAreOnlyThoseThatOneMaySee: a sub-centre does not learn who called the
// city's centre by asking for repeats of a number.
func TestSimilarTicketsAreOnlyThoseThatOneMaySee(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := o.committed(t, "1.1", registerMove).Number
	for unit, want := range map[string]int{"Y00": 1, "A-00": 0} {
		a := storetest.By(org.RoleDispatcher)
		a.Unit = unit
		list, err := o.Similar(t.Context(), a, tickets.Register{Contact: "13800138000"})
		must(t, err)
		if len(list) != want || want == 1 && list[0].Number != n {
			t.Errorf("a dispatcher of %s finds %+v, want %d repeats", unit, list, want)
		}
	}
}

// TestSeeingIsOneRule: Sees and Ticket agree on whether a ticket may be seen.
func TestSeeingIsOneRule(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := o.committed(t, "1.1", tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09", Assist: []string{"Y08"}}).Number
	for _, role := range org.Roles() {
		for _, unit := range []string{"Y", "Y00", "Y04", "Y08", "A", "A-00", "A-09", "A1"} {
			a := storetest.Of(unit, role)
			_, err := o.Ticket(t.Context(), a, n)
			if sees := o.Sees(t.Context(), a, n); (sees == nil) != (err == nil) {
				t.Errorf("a %s of %s: %v, but reading it %v", role, unit, sees, err)
			}
		}
	}
	wantErr(t, "no such ticket", o.Sees(t.Context(), storetest.Of("Y00", org.RoleAgent), "261123999999"), errs.ErrNotFound)
}

// TestANumberWithSignsIsFound , as calls bring it without them.
func TestANumberWithSignsIsFound(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := written()
	r.Contact = "138-0013-8000"
	_, err := o.Create(t.Context(), storetest.By(org.RoleDispatcher), service.Arrival{Origin: "x1", Channel: tickets.ByLetter, Register: r}, tickets.Request{Move: tickets.MoveRegister})
	must(t, err)
	list, err := o.List(t.Context(), storetest.By(org.RoleSupervisor), tickets.Filter{Number: "13800138000"})
	must(t, err)
	if len(list) != 1 {
		t.Errorf("%d tickets of 13800138000, typed with hyphens", len(list))
	}
}

// TestANumberIsFoundWithTheWordsBeforeIt that say what it is.
func TestANumberIsFoundWithTheWordsBeforeIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := written()
	r.Contact = "13800138000"
	_, err := o.Create(t.Context(), storetest.By(org.RoleDispatcher), service.Arrival{Origin: "x1", Channel: tickets.ByLetter, Register: r}, tickets.Request{Move: tickets.MoveRegister})
	must(t, err)
	for typed, want := range map[string]int{
		"电话13800138000": 1, "手机号：138 0013 8000": 1, "聯繫電話：13800138000": 1, "尾号8000": 1, "后四位 8000": 1, "後4位是８０００": 1, "Tel: +86 138-0013-8000": 1, "手机尾号：8000": 1,
		"尾号9999": 0, "电话13900139000": 0, "电话": 0, "电话亭8000": 0,
	} {
		for _, f := range []tickets.Filter{{Text: typed}, {Number: typed}} {
			list, err := o.List(t.Context(), storetest.By(org.RoleSupervisor), f)
			must(t, err)
			if len(list) != want {
				t.Errorf("%+v finds %d tickets, want %d", f, len(list), want)
			}
		}
	}
}

func TestAClerkListsTheUnitsTickets(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	o.committed(t, "1.1", tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09"})
	o.committed(t, "1.2", tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04"})
	waiting := o.committed(t, "1.3", registerMove)
	clerk := storetest.By(org.RoleUnitClerk)
	clerk.Unit = "A"
	list, err := o.List(ctx, clerk, tickets.Filter{})
	must(t, err)
	if len(list) != 1 || list[0].Lead != "A-09" {
		t.Errorf("a clerk of A sees %+v", list)
	}
	_, err = o.Ticket(ctx, clerk, waiting.Number)
	wantErr(t, "read a ticket that is not there", err, errs.ErrNotFound)
	_, err = o.Move(ctx, clerk, "261123000002", storetest.Answer)
	wantErr(t, "move another unit's ticket", err, errs.ErrNotFound)
	_, err = o.List(ctx, storetest.By(org.RoleTelecomAdmin), tickets.Filter{})
	wantErr(t, "list by an admin", err, errs.ErrForbidden)
}

// TestAnExclusionAfterTheArchiveIsCounted: the list and the number on the tab agree.
func TestAnExclusionAfterTheArchiveIsCounted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ticket, at := storetest.In(tickets.Answered), storetest.Start.Add(20*time.Hour)
	rating := tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedNo, Satisfied: 1}
	ticket = moved(t, ticket, storetest.By(org.RoleAgent), at, tickets.Request{Move: tickets.MoveRevisit, Revisit: &rating, Note: "不满意"}, nil)
	ticket = moved(t, ticket, storetest.By(org.RoleAgent), at, tickets.Request{Move: tickets.MoveArchive}, nil)
	ticket = moved(t, ticket, storetest.Clerk("Y04"), at, tickets.Request{Move: tickets.MoveExclude, Note: "诉求超出职责"}, nil)
	ticket.Stored = true
	must(t, o.store.Create(t.Context(), ticket))
	c, err := o.statistics().Counts(t.Context(), storetest.By(org.RoleSupervisor))
	must(t, err)
	list, err := o.List(t.Context(), storetest.By(org.RoleSupervisor), tickets.Filter{Mark: tickets.MarkExclusion, Limit: 10})
	must(t, err)
	if len(list) != c.Marks[tickets.MarkExclusion] {
		t.Errorf("%d exclusion waits in the list, the tab's number is %d", len(list), c.Marks[tickets.MarkExclusion])
	}
}

// TestAListIsAskedForInAnyForm of a ticket's number, a telephone number or its end.
func TestAListIsAskedForInAnyForm(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := o.committed(t, "1.1", registerMove).Number
	agent := storetest.By(org.RoleSupervisor)
	for _, f := range []tickets.Filter{
		{Text: string(n)}, {Text: "№" + string(n)}, {Text: "工單：" + string(n[:6]) + "-" + string(n[6:]) + "。"}, {Number: "NO." + string(n)},
		{Text: "138 0013 8000"}, {Text: "一三八零零一三八〇〇〇"}, {Number: "幺三八零零幺三八零零零"}, {Number: "+86 138-0013-8000"}, {Text: "8000"}, {Number: "8000"}, {Number: "００１３８０００"}, {Text: "00138000"},
	} {
		list, err := o.List(t.Context(), agent, f)
		must(t, err)
		if len(list) != 1 || list[0].Number != n {
			t.Errorf("%+v finds %d tickets", f, len(list))
		}
	}
	for _, f := range []tickets.Filter{{Text: "8002"}, {Number: "8002"}, {Text: "№261123999999"}, {Number: "13800138001"}} {
		if list, err := o.List(t.Context(), agent, f); err != nil || len(list) != 0 {
			t.Errorf("%+v finds %d tickets, %v", f, len(list), err)
		}
	}
}
