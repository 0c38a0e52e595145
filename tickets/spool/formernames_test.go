package spool_test

import (
	"os"
	"path/filepath"
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/service"
	"hotline12345/tickets/spool"
)

// The parcels of a data folder as the version before the standard terms wrote them.
const (
	formerTicket = `{"key":"1.1","draft":{"call":"1.1","rev":3,"content":"路灯不亮","saved_at":"2026-11-23T02:00:00Z"},
		"ticket":{"number":"261123000001","state":"working","channel":"call","lead":"Y04",
			"parts":[{"unit":"Y04","role":"lead","state":"working","limit":"7wd","due":"2026-12-02T09:30:00Z"}],
			"pleas":[{"kind":"return","unit":"Y04","by":{"id":"7","name":"刘洋"},"at":"2026-11-23T04:00:00Z","note":"非本单位职责"}],
			"entries":[
				{"seq":1,"at":"2026-11-23T02:00:00Z","move":"register","from_state":"","to_state":"registered","by":{"id":"1","name":"王芳"}},
				{"seq":2,"at":"2026-11-23T03:00:00Z","move":"sign","from_state":"dispatched","to_state":"working","by":{"id":"7","name":"刘洋"},"part":"Y04"},
				{"seq":3,"at":"2026-11-23T04:00:00Z","move":"return","from_state":"working","to_state":"working","by":{"id":"7","name":"刘洋"},"part":"Y04","plea":"return"}],
			"stored":false},
		"moves":[{"seq":3,"by":{"id":"7","name":"刘洋"},"request":{"move":"grant","plea":"return","part":"Y04","note":"同意"}}]}`
	formerAccess = `{"key":"look x","look":{"id":"x","at":"2026-11-23T02:00:00Z","by":{"id":"1","name":"王芳"},"what":"pop","key":"1.1"}}`
)

func TestParcelsOfTheVersionBeforeAreRead(t *testing.T) {
	dir := t.TempDir()
	f, err := spool.Open(dir)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "parcel-1.1.json"), []byte(formerTicket), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "parcel-look%20x.json"), []byte(formerAccess), 0o600))
	all, err := f.All()
	must(t, err)
	if len(all) != 2 {
		t.Fatalf("%d parcels, want 2", len(all))
	}
	checkFormerTicket(t, all[0])
	if a := all[1].Access; a == nil || a.ID != "x" || a.What != "screen_pop" || a.Key != "1.1" || a.By.Name != "王芳" {
		t.Errorf("access record %+v", a)
	}

	// Written again, they are of this version.
	for _, p := range all {
		must(t, f.Put(p))
	}
	again, err := f.All()
	must(t, err)
	checkFormerTicket(t, again[0])
	must(t, f.Remove(all[1].Key))
	if got := keys(t, f); len(got) != 1 {
		t.Errorf("after removal %q are left", got)
	}
}

func checkFormerTicket(t *testing.T, p service.Parcel) {
	t.Helper()
	if p.Draft == nil || p.Draft.Rev != 3 || p.Ticket == nil || len(p.Ticket.Entries) != 3 || len(p.Moves) != 1 {
		t.Fatalf("parcel %+v", p)
	}
	if a := p.Ticket.Assignments; len(a) != 1 || a[0].Unit != "Y04" || a[0].Limit.String() != "7wd" {
		t.Errorf("assignments %+v", a)
	}
	if r := p.Ticket.UnitRequests; len(r) != 1 || r[0].Kind != tickets.ReturnRequest || r[0].Note != "非本单位职责" {
		t.Errorf("unit requests %+v", r)
	}
	if e := p.Ticket.Entries[2]; e.Assignee != "Y04" || e.UnitRequest != tickets.ReturnRequest {
		t.Errorf("entry %+v", e)
	}
	if r := p.Moves[0].Request; r.Assignee != "Y04" || r.UnitRequest != tickets.ReturnRequest || r.Note != "同意" {
		t.Errorf("request %+v", r)
	}
}
