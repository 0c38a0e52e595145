package web

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets/org"
	"hotline12345/tickets/records"
)

// recordShelf keeps records in memory; what PostgreSQL makes of them is tested there.
type recordShelf struct {
	mu   sync.Mutex
	list []records.Record
}

func (s *recordShelf) Records(_ context.Context, kind records.Kind, units []string, _ string, _ int) ([]records.Record, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.list), func(r records.Record) bool {
		return r.Kind != kind || units != nil && !slices.Contains(units, r.Unit)
	}), nil
}

func (s *recordShelf) Record(_ context.Context, id string) (records.Record, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.list, func(r records.Record) bool { return r.ID == id })
	if i < 0 {
		return records.Record{}, errs.ErrNotFound
	}
	return s.list[i], nil
}

func (s *recordShelf) AddRecord(_ context.Context, r records.Record) (records.Record, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.IndexFunc(s.list, func(is records.Record) bool { return is.ID == r.ID }); i >= 0 {
		return s.list[i], nil
	}
	s.list = append(s.list, r)
	return r, nil
}

func (s *recordShelf) ReceiveRecord(_ context.Context, id string, by org.Person, at time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.list, func(r records.Record) bool { return r.ID == id })
	s.list[i].ReceivedBy, s.list[i].ReceivedAt = &by, at
	return nil
}

// TestTheOfficesBook: a spot check is read and signed by the unit that was checked, and by
// no other; a hand-over by no unit at all (S066, S089).
func TestTheOfficesBook(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	dispatcher, clerk, duty := o.as(t, "dispatcher"), o.as(t, "unit_clerk"), o.as(t, "duty_officer")
	check := read[records.Record](dispatcher.do("POST", "/api/records", `{"kind":"spot_check","unit":"Y04","way":"telephone","result":"no_answer"}`).want(200, ""))
	dispatcher.do("POST", "/api/records", `{"kind":"spot_check","unit":"Y04","way":"telephone","result":"faults"}`).want(422, "invalid_fields")
	dispatcher.do("POST", "/api/records", `{"kind":"hand_over","to":"李强","text":"一切正常"}`).want(403, "forbidden")
	over := read[records.Record](duty.do("POST", "/api/records", `{"kind":"hand_over","to":"李强","text":"一切正常","tickets":["2611 2300 0001"]}`).want(200, ""))
	if over.Unit != "Y" || over.By.Name != "duty_officer" || over.Tickets[0] != "261123000001" || over.At.IsZero() {
		t.Errorf("%+v", over)
	}
	if got := read[[]records.Record](clerk.do("GET", "/api/records?kind=spot_check", "").want(200, "")); len(got) != 1 || got[0].ID != check.ID {
		t.Errorf("the unit reads %+v", got)
	}
	if got := read[[]records.Record](o.as(t, "a-clerk").do("GET", "/api/records?kind=spot_check", "").want(200, "")); len(got) != 0 {
		t.Errorf("another unit reads %+v", got)
	}
	clerk.do("GET", "/api/records?kind=hand_over", "").want(403, "forbidden")
	clerk.do("GET", "/api/records?kind=gossip", "").want(422, "invalid_request")
	o.as(t, "a-clerk").do("POST", "/api/records/"+check.ID+"/receipt", "").want(403, "forbidden")
	clerk.do("POST", "/api/records/"+check.ID+"/receipt", "").want(204, "")
	clerk.do("POST", "/api/records/"+check.ID+"/receipt", "").want(409, "changed_meanwhile")
	duty.do("POST", "/api/records/"+over.ID+"/receipt", "").want(403, "forbidden")
	got := read[[]records.Record](o.as(t, "leader").do("GET", "/api/records?kind=spot_check", "").want(200, ""))
	if len(got) != 1 || got[0].ReceivedBy == nil || got[0].ReceivedBy.Name != "unit_clerk" {
		t.Errorf("the leader reads %+v", got)
	}
}

// TestTheBookIsReadOnRecord: hand-overs name citizens, so who read them is in the access log.
func TestTheBookIsReadOnRecord(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, kind := range records.Kinds() {
		o.as(t, "leader").do("GET", "/api/records?kind="+string(kind), "").want(200, "")
		if !o.accessed("records", string(kind)) {
			t.Errorf("who read %s is not on record", kind)
		}
	}
}

// TestOneOriginIsOneText: sent again it is the record of before; with another text it is
// refused, and what stands is told, never a text that nobody keeps.
func TestOneOriginIsOneText(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := `{"origin":"o1","kind":"hand_over","to":"李强","text":"一切正常","tickets":["261123000001"]}`
	duty := o.as(t, "duty_officer")
	was := read[records.Record](duty.do("POST", "/api/records", first).want(200, ""))
	o.pass(time.Minute)
	if again := read[records.Record](duty.do("POST", "/api/records", first).want(200, "")); again.ID != was.ID || !again.At.Equal(was.At) {
		t.Errorf("sent again it is %+v, was %+v", again, was)
	}
	for name, body := range map[string]string{
		"text":    `{"origin":"o1","kind":"hand_over","to":"李强","text":"有一人受伤","tickets":["261123000001"]}`,
		"to":      `{"origin":"o1","kind":"hand_over","to":"王芳","text":"一切正常","tickets":["261123000001"]}`,
		"tickets": `{"origin":"o1","kind":"hand_over","to":"李强","text":"一切正常"}`,
		"kind":    `{"origin":"o1","kind":"spot_check","unit":"Y04","way":"telephone","result":"good","text":"一切正常"}`,
	} {
		p := duty.do("POST", "/api/records", body).want(409, "already_written").problem()
		if p.Current == nil || p.Current.Record == nil || !p.Current.Record.Says(was) {
			t.Errorf("another %s: told %+v, stands %+v", name, p.Current, was)
		}
	}
	if list := read[[]records.Record](duty.do("GET", "/api/records?kind=hand_over", "").want(200, "")); len(list) != 1 || !list[0].Says(was) {
		t.Errorf("kept %+v", list)
	}
}
