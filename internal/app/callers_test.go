package app

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/calls"
	"hotline12345/ivr"
	"hotline12345/tickets/restricted"
)

// callerShelf is a database that may be away.
type callerShelf struct {
	mu        sync.Mutex
	away      bool
	languages []calls.CallerLanguage
	numbers   []restricted.Number
	reading   func() // called while the numbers are read
}

func (s *callerShelf) CallerLanguages(context.Context, time.Time, int) ([]calls.CallerLanguage, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.away {
		return nil, errs.ErrUnavailable
	}
	return s.languages, nil
}

func (s *callerShelf) NumbersRestrictedAt(context.Context, time.Time, int) ([]restricted.Number, error) {
	s.mu.Lock()
	if s.away {
		s.mu.Unlock()
		return nil, errs.ErrUnavailable
	}
	list, reading := s.numbers, s.reading
	s.reading = nil
	s.mu.Unlock()
	if reading != nil {
		reading()
	}
	return list, nil
}

func from(number string) cti.CallArrived {
	return cti.CallArrived{Call: "a-1", Caller: cti.Caller{Number: number}}
}

func spoke(number string, l ivr.Language) loop.Entry {
	return loop.Entry{Commands: []cti.Command{cti.SaveCall{Record: cti.CallRecord{Direction: cti.Inbound, Caller: cti.Caller{Number: number}, Language: l}}}}
}

// TestWhatIsKnownOfACaller: the language of the last call and whether the number is
// restricted; what is not known is left open, and a number that was withheld is nobody's.
func TestWhatIsKnownOfACaller(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		now := time.Now()
		shelf := &callerShelf{away: true}
		shelf.languages = []calls.CallerLanguage{{Number: "13800138000", Language: "yue"}, {Number: "13800138000", Language: "zh"}, {Number: "13900139000", Language: "zh"}}
		shelf.numbers = []restricted.Number{{ID: "1", Number: "13700137000", Until: now.Add(time.Hour)}}
		c := newCallers(shelf, time.Now, zap.NewNop())
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go c.run(ctx)
		var got cti.CallArrived
		emit := c.known(func(e cti.Event) { got, _ = e.(cti.CallArrived) })
		is := func(why string, e cti.CallArrived, l ivr.Language, barred bool) {
			t.Helper()
			if emit(e); got.Language != l || got.Restricted != barred || got.Call != e.Call {
				t.Errorf("%s: language %q, restricted %v", why, got.Language, got.Restricted)
			}
		}
		synctest.Wait()
		is("the database is away", from("13700137000"), "", false)
		c.Observe(spoke("13900139000", "en"))
		is("a call told since", from("13900139000"), "en", false)

		shelf.mu.Lock()
		shelf.away = false
		shelf.mu.Unlock()
		time.Sleep(readCallersAgain)
		synctest.Wait()
		is("the newest call counts", from("13800138000"), "yue", false)
		is("a call of now counts more than the database's", from("13900139000"), "en", false)
		is("restricted", from("13700137000"), "", true)
		is("nobody knows", from("13600136000"), "", false)
		is("no number", from(""), "", false)
		is("withheld", cti.CallArrived{Caller: cti.Caller{Number: "13700137000", Withheld: true}}, "", false)

		c.Observe(loop.Entry{Commands: []cti.Command{
			cti.SaveCall{Record: cti.CallRecord{Direction: cti.Inbound, Caller: cti.Caller{Number: "13500135000", Withheld: true}, Language: "en"}},
			cti.SaveCall{Record: cti.CallRecord{Direction: cti.Outbound, Caller: cti.Caller{Number: "13500135000"}, Language: "en"}},
		}})
		is("a call that withheld it, and one that we made", from("13500135000"), "", false)

		time.Sleep(time.Hour)
		is("its time is over", from("13700137000"), "", false)
	})
}

// TestAChangeOfARestrictionHoldsAtOnce, and a list that was read before it does not undo it.
func TestAChangeOfARestrictionHoldsAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := restricted.Number{ID: "1", Number: "13700137000", Until: time.Now().Add(time.Hour)}
		shelf := &callerShelf{}
		c := newCallers(shelf, time.Now, zap.NewNop())
		shelf.reading = func() {
			shelf.mu.Lock()
			shelf.numbers = []restricted.Number{n}
			shelf.mu.Unlock()
			c.changed(n)
		}
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go c.run(ctx)
		synctest.Wait()
		if !c.recall(from(n.Number)).Restricted {
			t.Error("restricted while the list was read")
		}
		lifted := n
		lifted.Lifted = &restricted.Lifting{}
		c.changed(lifted)
		if c.recall(from(n.Number)).Restricted {
			t.Error("lifted")
		}
		again := restricted.Number{ID: "2", Number: n.Number, Until: n.Until}
		c.changed(again)
		c.changed(lifted) // an answer that comes late
		if !c.recall(from(n.Number)).Restricted {
			t.Error("restricted anew")
		}
		shelf.mu.Lock()
		shelf.numbers = nil // lifted by another service, or the database was put back
		shelf.mu.Unlock()
		time.Sleep(readRestrictedAgain)
		synctest.Wait()
		if c.recall(from(n.Number)).Restricted {
			t.Error("the database knows of no restriction")
		}
	})
}

// TestTheMemoryOfCallersIsBounded: who called last is kept.
func TestTheMemoryOfCallersIsBounded(t *testing.T) {
	t.Parallel()
	c := newCallers(&callerShelf{}, time.Now, zap.NewNop())
	for i := range 3*rememberedCallers + 1 {
		c.note(fmt.Sprintf("138%08d", i), "en")
	}
	if kept := len(c.spoken) + len(c.before); kept > 2*rememberedCallers {
		t.Errorf("%d numbers are kept", kept)
	}
	for i, want := range map[int]ivr.Language{3 * rememberedCallers: "en", 2 * rememberedCallers: "en", 0: ""} {
		if got := c.recall(from(fmt.Sprintf("138%08d", i))).Language; got != want {
			t.Errorf("number %d: %q", i, got)
		}
	}
}
