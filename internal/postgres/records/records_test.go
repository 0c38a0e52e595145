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

// TestFilesOfRecordsAreKept: in their order, each content once, also of two that come at one
// moment; never changed; and no sweep takes them.
func TestFilesOfRecordsAreKept(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	s := store.New(d)
	addMaterial(t, s)
	file := func(i int) records.RecordFile {
		return records.RecordFile{Name: fmt.Sprint(i, ".pdf"), Type: tickets.PDF, Size: 7, Sum: fmt.Sprintf("%064d", i), By: org.Person{ID: "1", Name: "王芳"}, At: storetest.Start}
	}
	added := make(chan error, 4)
	for i := range 4 {
		go func() {
			f, err := s.AddRecordFile(ctx, "r", file(1+i%2))
			if err == nil && f.Name != file(1+i%2).Name {
				err = fmt.Errorf("kept as %+v", f)
			}
			added <- err
		}()
	}
	for range 4 {
		dbtest.Must(t, <-added)
	}
	r, err := s.Record(ctx, "r")
	dbtest.Must(t, err)
	if len(r.Files) != 2 || r.Files[0].N != 1 || r.Files[1].N != 2 || r.Files[0].Size != 7 || r.Files[0].By.Name != "王芳" || !r.Files[0].At.Equal(storetest.Start) {
		t.Errorf("files %+v", r.Files)
	}
	if _, err := s.AddRecordFile(ctx, "none", file(3)); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("of no record: %v", err)
	}
	for i := 3; i <= tickets.MaxFiles; i++ {
		_, err := s.AddRecordFile(ctx, "r", file(i))
		dbtest.Must(t, err)
	}
	if _, err := s.AddRecordFile(ctx, "r", file(999)); !errors.Is(err, records.ErrTooManyFiles) {
		t.Errorf("one more: %v", err)
	}
	for _, change := range []string{"update office_files set n = n + 100", "delete from office_files"} {
		if _, err := d.Exec(ctx, change); err == nil {
			t.Errorf("%s was done", change)
		}
	}
	list, err := s.Records(ctx, records.Material, nil, "", 9)
	dbtest.Must(t, err)
	if len(list) != 1 || len(list[0].Files) != tickets.MaxFiles {
		t.Errorf("listed %+v", list)
	}
}

// TestFilesOfOneRecordWaitForEachOther: one that comes while another is written gets the next number.
func TestFilesOfOneRecordWaitForEachOther(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	s := store.New(d)
	addMaterial(t, s)
	first, err := d.Begin(ctx)
	dbtest.Must(t, err)
	defer func() { _ = first.Rollback(ctx) }() // it is committed, or the test has failed
	for _, sql := range []string{"select id from office_records where id = 'r' for update", "insert into office_files (record, n, sum, file) values ('r', 1, 'x', '{}')"} {
		_, err := first.Exec(ctx, sql)
		dbtest.Must(t, err)
	}
	second := make(chan records.RecordFile)
	go func() {
		f, err := s.AddRecordFile(ctx, "r", records.RecordFile{Name: "b.pdf", Sum: "y"})
		if err != nil {
			t.Error(err)
		}
		second <- f
	}()
	for waiting := 0; waiting == 0; {
		dbtest.Must(t, d.QueryRow(ctx, "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()").Scan(&waiting))
	}
	dbtest.Must(t, first.Commit(ctx))
	if f := <-second; f.N != 2 {
		t.Errorf("it is file %d", f.N)
	}
}

// addMaterial writes a record "r" to which files can come.
func addMaterial(t *testing.T, s *store.Store) {
	t.Helper()
	_, err := s.AddRecord(t.Context(), records.Record{ID: "r", Kind: records.Material, Unit: "Y00", At: storetest.Start, Title: "纪要", Text: "x"})
	dbtest.Must(t, err)
}
