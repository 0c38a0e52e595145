// Package records keeps what the office writes down beside its tickets: hand-overs of the
// duty room (S089), spot checks of units (S066), and material of the archive that belongs to
// no ticket (S107). A record is never changed; a receipt says who took it over.
package records

import (
	"slices"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Record is one line of the book.
type Record struct {
	ID   string     `json:"id"`
	Kind Kind       `json:"kind"`
	At   time.Time  `json:"at"`
	By   org.Person `json:"by"`
	// Unit is the duty room's or the office's own unit; of a spot check the unit checked.
	Unit string `json:"unit"`
	Text string `json:"text"`
	// To is the name of who takes over; Tickets are matters that go on (hand-over).
	To      string           `json:"to,omitempty"`
	Tickets []tickets.Number `json:"tickets,omitempty"`
	// Way and Result are those of a spot check.
	Way    Way    `json:"way,omitempty"`
	Result Result `json:"result,omitempty"`
	// Title, and Reference: where the paper lies or its number (material).
	Title     string `json:"title,omitempty"`
	Reference string `json:"reference,omitempty"`
	// Files are the material itself, in the order in which it came (material).
	Files []RecordFile `json:"files,omitempty"`
	// ReceivedBy signed for it: who takes over, or the unit that was checked.
	ReceivedBy *org.Person `json:"received_by,omitempty"`
	ReceivedAt time.Time   `json:"received_at,omitzero"`
}

// Says reports whether two records tell the same, whoever wrote them when.
func (r Record) Says(o Record) bool {
	return r.Kind == o.Kind && r.Unit == o.Unit && r.Text == o.Text && r.To == o.To && slices.Equal(r.Tickets, o.Tickets) &&
		r.Way == o.Way && r.Result == o.Result && r.Title == o.Title && r.Reference == o.Reference
}

// Kind is what a record is.
type Kind string

// The kinds.
const (
	HandOver  Kind = "hand_over"  // 交接班
	SpotCheck Kind = "spot_check" // 抽查
	Material  Kind = "material"   // 归档材料
)

// Kinds returns all kinds.
func Kinds() []Kind { return []Kind{HandOver, SpotCheck, Material} }

// Way is how a unit was checked.
type Way string

// The ways.
const (
	ByTelephone Way = "telephone" // 电话抽查: its line was called
	OnSite      Way = "on_site"   // 实地检查
	OfPapers    Way = "papers"    // 查阅台账
)

// Ways returns all ways.
func Ways() []Way { return []Way{ByTelephone, OnSite, OfPapers} }

// Result is what a spot check found.
type Result string

// The results.
const (
	Good     Result = "good"      // 规范
	Faults   Result = "faults"    // 有问题，须整改
	NoAnswer Result = "no_answer" // 无人接听
)

// Results returns all results.
func Results() []Result { return []Result{Good, Faults, NoAnswer} }

// Check returns what is wrong with a record.
func (r Record) Check(tree org.Tree) []errs.FieldError {
	var wrong []errs.FieldError
	bad := func(field string, code errs.FieldCode) {
		wrong = append(wrong, errs.FieldError{Field: field, Code: code})
	}
	if !slices.Contains(Kinds(), r.Kind) {
		bad("kind", errs.CodeUnknown)
	}
	if text.IsBlank(r.Text) && (r.Kind != SpotCheck || r.Result == Faults) {
		bad("text", errs.CodeRequired)
	}
	for field, s := range map[string]string{"text": r.Text, "to": r.To, "title": r.Title, "reference": r.Reference} {
		if !text.Clean(s, text.MaxContent) || field != "text" && len(s) > text.MaxPlace {
			bad(field, errs.CodeInvalid)
		}
	}
	switch r.Kind {
	case HandOver:
		if text.IsBlank(r.To) {
			bad("to", errs.CodeRequired)
		}
		if len(r.Tickets) > mostTickets || slices.ContainsFunc(r.Tickets, func(n tickets.Number) bool { return !n.Valid() }) {
			bad("tickets", errs.CodeInvalid)
		}
	case SpotCheck:
		if !tree.Works(r.Unit) {
			bad("unit", errs.CodeUnknown)
		}
		if !slices.Contains(Ways(), r.Way) {
			bad("way", errs.CodeUnknown)
		}
		if !slices.Contains(Results(), r.Result) {
			bad("result", errs.CodeUnknown)
		}
	case Material:
		if text.IsBlank(r.Title) {
			bad("title", errs.CodeRequired)
		}
	}
	return wrong
}

// mostTickets bounds the matters of one hand-over.
const mostTickets = 100

// writers are the roles that write a kind.
func writers(k Kind) []org.Role {
	switch k {
	case HandOver:
		return []org.Role{org.RoleDutyOfficer, org.RoleSupervisor}
	case SpotCheck:
		return []org.Role{org.RoleSupervisor, org.RoleDispatcher, org.RoleDutyOfficer}
	}
	return []org.Role{org.RoleSupervisor, org.RoleDispatcher}
}

// MayWrite reports whether an actor may write a record: of a spot check about units of
// their area alone.
func MayWrite(by org.Actor, r Record, tree org.Tree) bool {
	if !by.Has(writers(r.Kind)...) || by.Unit == "" {
		return false
	}
	return r.Kind != SpotCheck || tree.Within(r.Unit, tree.Scope(by.Unit))
}

// MayReceive reports whether an actor may sign for a record that nobody has signed for: who
// takes the duty over, never who hands it over; or a clerk of the unit that was checked.
func MayReceive(by org.Actor, r Record, tree org.Tree) bool {
	switch {
	case r.ReceivedBy != nil || by.ID == r.By.ID:
		return false
	case r.Kind == HandOver:
		return by.Has(writers(HandOver)...) && by.Unit == r.Unit
	case r.Kind == SpotCheck:
		return by.Has(org.RoleUnitClerk) && slices.Contains(tree.Serves(by.Unit), r.Unit)
	}
	return false
}
