package records_test

import (
	"slices"
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/records"
	"hotline12345/tickets/storetest"
)

var tree = org.NewTree(storetest.Units())

// whole are records in which nothing is missing.
func whole() map[records.Kind]records.Record {
	return map[records.Kind]records.Record{
		records.HandOver:  {Kind: records.HandOver, Unit: "Y00", Text: "一切正常", To: "李强", Tickets: []tickets.Number{storetest.In(tickets.Handling).Number}},
		records.SpotCheck: {Kind: records.SpotCheck, Unit: "Y04", Way: records.ByTelephone, Result: records.NoAnswer},
		records.Material:  {Kind: records.Material, Unit: "Y00", Title: "第三次联席会议纪要", Text: "会议议定……", Reference: "2026-03"},
	}
}

// TestWhatARecordNeeds, kind by kind (S066, S089, S107).
func TestWhatARecordNeeds(t *testing.T) {
	t.Parallel()
	for kind, r := range whole() {
		if wrong := r.Check(tree); len(wrong) > 0 {
			t.Errorf("%s: %v", kind, wrong)
		}
	}
	for name, c := range map[string]struct {
		kind   records.Kind
		change func(*records.Record)
		field  string
		code   errs.FieldCode
	}{
		"another kind":        {records.Material, func(r *records.Record) { r.Kind = "gossip" }, "kind", errs.CodeUnknown},
		"nobody takes over":   {records.HandOver, func(r *records.Record) { r.To = " " }, "to", errs.CodeRequired},
		"nothing to say":      {records.HandOver, func(r *records.Record) { r.Text = "" }, "text", errs.CodeRequired},
		"no ticket":           {records.HandOver, func(r *records.Record) { r.Tickets = []tickets.Number{"1"} }, "tickets", errs.CodeInvalid},
		"an unknown unit":     {records.SpotCheck, func(r *records.Record) { r.Unit = "Z" }, "unit", errs.CodeUnknown},
		"no way":              {records.SpotCheck, func(r *records.Record) { r.Way = "" }, "way", errs.CodeUnknown},
		"no result":           {records.SpotCheck, func(r *records.Record) { r.Result = "" }, "result", errs.CodeUnknown},
		"faults without word": {records.SpotCheck, func(r *records.Record) { r.Result = records.Faults }, "text", errs.CodeRequired},
		"no title":            {records.Material, func(r *records.Record) { r.Title = "" }, "title", errs.CodeRequired},
		"control signs":       {records.Material, func(r *records.Record) { r.Reference = "a\x1b" }, "reference", errs.CodeInvalid},
	} {
		r := whole()[c.kind]
		c.change(&r)
		if !slices.ContainsFunc(r.Check(tree), func(e errs.FieldError) bool { return e.Field == c.field && e.Code == c.code }) {
			t.Errorf("%s: %v", name, r.Check(tree))
		}
	}
}

// TestWhoWritesAndWhoSigns: a hand-over is signed by who takes over, a spot check by the
// unit; nobody signs for their own, and nobody checks units of others.
func TestWhoWritesAndWhoSigns(t *testing.T) {
	t.Parallel()
	duty := storetest.Of("Y00", org.RoleDutyOfficer)
	other := duty
	other.ID = "other"
	for name, c := range map[string]struct {
		kind          records.Kind
		by            org.Actor
		writes, signs bool
	}{
		"the duty officer": {records.HandOver, duty, true, false}, "another one": {records.HandOver, other, true, true},
		"one of the sub-centre": {records.HandOver, storetest.Of("A-00", org.RoleDutyOfficer), true, false},
		"an agent":              {records.HandOver, storetest.Of("Y00", org.RoleAgent), false, false},
		"the office checks":     {records.SpotCheck, storetest.Of("Y00", org.RoleDispatcher), true, false},
		"a sub-centre checks":   {records.SpotCheck, storetest.Of("A-00", org.RoleSupervisor), false, false},
		"the unit":              {records.SpotCheck, storetest.Clerk("Y04"), false, true}, "another unit": {records.SpotCheck, storetest.Clerk("Y08"), false, false},
		"material": {records.Material, storetest.Of("Y00", org.RoleDispatcher), true, false},
	} {
		r := whole()[c.kind]
		r.By = duty.Person
		if records.MayWrite(c.by, r, tree) != c.writes || records.MayReceive(c.by, r, tree) != c.signs {
			t.Errorf("%s: writes %v, signs %v", name, !c.writes, !c.signs)
		}
		r.ReceivedBy = &org.Person{ID: "x"}
		if records.MayReceive(c.by, r, tree) {
			t.Errorf("%s signs what was signed", name)
		}
	}
}
