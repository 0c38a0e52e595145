package records_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/dbtest"
	store "hotline12345/internal/postgres/records"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/records"
	"hotline12345/tickets/storetest"
)

// TestRecordsAreKept as they were written, listed page by page, and signed for once.
func TestRecordsAreKept(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	s := store.New(d)
	for i := range 5 {
		_, err := s.AddRecord(ctx, records.Record{ID: fmt.Sprint("r", i), Kind: records.HandOver, Unit: []string{"Y00", "A-00"}[i%2], At: storetest.Start.Add(time.Duration(i/2) * time.Hour),
			By: org.Person{ID: "1", Name: "王芳"}, Text: "一切正常", To: "李强", Tickets: []tickets.Number{"261123000001"}})
		dbtest.Must(t, err)
	}
	first, err := s.Records(ctx, records.HandOver, nil, "", 3)
	dbtest.Must(t, err)
	rest, err := s.Records(ctx, records.HandOver, nil, first[2].ID, 3)
	dbtest.Must(t, err)
	order := ""
	for _, r := range append(first, rest...) {
		order += r.ID + " "
	}
	if order != "r4 r3 r2 r1 r0 " {
		t.Errorf("listed %s", order)
	}
	if area, err := s.Records(ctx, records.HandOver, []string{"A-00"}, "", 9); err != nil || len(area) != 2 {
		t.Errorf("of one area: %v, %v", area, err)
	}
	by := org.Person{ID: "2", Name: "李强"}
	dbtest.Must(t, s.ReceiveRecord(ctx, "r4", by, storetest.Start))
	if err := s.ReceiveRecord(ctx, "r4", by, storetest.Start); !errors.Is(err, errs.ErrConflict) {
		t.Errorf("signed twice: %v", err)
	}
	r, err := s.Record(ctx, "r4")
	dbtest.Must(t, err)
	if r.ReceivedBy == nil || r.ReceivedBy.Name != "李强" || !r.ReceivedAt.Equal(storetest.Start) || r.Text != "一切正常" || len(r.Tickets) != 1 {
		t.Errorf("%+v", r)
	}
	again := records.Record{ID: "r4", Kind: records.HandOver, Unit: "Y00", At: storetest.Start.Add(time.Hour), Text: "另有一事"}
	if stands, err := s.AddRecord(ctx, again); err != nil || stands.Text != "一切正常" || stands.ReceivedBy == nil || stands.Says(again) {
		t.Errorf("what stands under the same id: %+v, %v", stands, err)
	}
	if _, err := s.Record(ctx, "none"); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("none: %v", err)
	}
	if _, err := d.Exec(ctx, "update office_records set kind = 'x'"); err == nil {
		t.Error("a record was changed")
	}
}
