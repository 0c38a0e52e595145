package tickets

import (
	"reflect"
	"time"

	"hotline12345/tickets/org"
)

// ImportOrigin begins the origins of tickets that come from the previous system, and of no
// others.
const ImportOrigin = "import "

// MoveImport is how a ticket of the previous system enters; no request can ask for it.
const MoveImport Move = "import" // 导入

// OldMatter is a matter of the previous system.
type OldMatter struct {
	Number string // in the previous system
	// Origin makes it unique here.
	Origin  string
	Channel Channel
	Register
	TakenBy string // the name of who took it down
	// Unit is the code of the unit that handled it, or should.
	Unit     string
	Archived bool
	Answer   *Answer
	Reason   NoAnswer // archived without an answer, because
}

// Import makes a ticket of an old matter, still without a number. An open one waits to be
// dispatched, with a promise that begins now.
func Import(m OldMatter, by org.Actor, now time.Time, b Rulebook) Ticket {
	m.UnitDeclined = m.silentOnUnit()
	written := m.Register
	t := Ticket{State: Registered, Channel: m.Channel, Origin: m.Origin, OldNumber: m.Number, Register: m.Register, Protected: b.protectsToo(m.Type),
		Urgency: b.UrgencyOf(m.Category), CreatedAt: m.CalledAt, CreatedBy: org.Person{Name: m.TakenBy}, UpdatedAt: now,
		Centre: b.Tree.CentreFor(by.Unit), Stored: true}
	if m.Contact != "" && m.Channel == ByCall {
		t.Caller = m.Contact
	}
	e := Entry{Seq: 1, At: now, Move: MoveImport, To: Registered, By: by.Person, Addr: by.From, Unit: m.Unit,
		Note: m.Number, Written: &written}
	if m.Archived {
		t.State, t.Lead, t.Answer, t.NoReply = Archived, m.Unit, m.Answer, m.Reason
		e.To, e.Answer, e.Reason = Archived, m.Answer, m.Reason
	} else {
		_, promise := b.LimitsFor(t.Register, t.Urgency)
		b.promise(&t, now, promise)
		e.Promise = t.Promise
	}
	t.Entries = []Entry{e}
	return t
}

// Reimport compares a ticket that was imported with the same matter imported anew. moved:
// people have handled it here since, and it is left alone. same: nothing differs.
// Otherwise it returns the ticket with one more entry.
func Reimport(have, again Ticket) (t Ticket, same, moved bool) {
	var last Entry
	for _, e := range have.Entries {
		if e.Move == MoveImport {
			last = e
		} else {
			moved = true
		}
	}
	e := again.Entries[0]
	if sameMatter(last, e) && have.Channel == again.Channel && have.CreatedBy.Name == again.CreatedBy.Name {
		return have, true, false
	}
	if moved {
		return have, false, true
	}
	e.Seq, e.From = len(have.Entries)+1, have.State
	again.Number, again.Entries = have.Number, append(have.Entries[:len(have.Entries):len(have.Entries)], e)
	return again, false, false
}

// sameMatter reports whether two imports are the same, their time and author aside.
func sameMatter(a, b Entry) bool {
	said := func(e Entry) Entry {
		if e.Written != nil {
			w := *e.Written
			w.CalledAt = w.CalledAt.UTC()
			w.UnitDeclined = w.silentOnUnit() // former versions wrote it of every caller without a unit
			e.Written = &w
		}
		if e.Answer != nil {
			x := *e.Answer
			x.At = x.At.UTC()
			e.Answer = &x
		}
		return Entry{To: e.To, Unit: e.Unit, Note: e.Note, Written: e.Written, Answer: e.Answer, Reason: e.Reason}
	}
	return reflect.DeepEqual(said(a), said(b))
}

// ImportedFrom begins the counters of imported tickets; a day's own tickets end
// below it.
const ImportedFrom = 800000
