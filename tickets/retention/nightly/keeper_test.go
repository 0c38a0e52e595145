package nightly_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"hotline12345/tickets/retention"
	"hotline12345/tickets/retention/nightly"
)

// one is a store with one old recording.
type one struct{ nightly.Store }

func (one) Recordings(context.Context, time.Time, time.Time) ([]retention.Recording, error) {
	return []retention.Recording{{Call: "1.1", Class: retention.Recordings, Files: []string{"1.1.wav"}}}, nil
}

func (one) Days(context.Context, retention.Class, time.Time) ([]retention.Day, error) {
	return nil, nil
}

// door counts who looks, and lets nobody out.
type door struct {
	nightly.Files
	looked int
	open   chan struct{}
}

func (d *door) Look(names []string) ([]retention.DeletedFile, error) {
	d.looked++
	<-d.open
	return []retention.DeletedFile{{Name: names[0], Bytes: 7}}, nil
}

// TestOneLooksAtATime, however many ask for the plan.
func TestOneLooksAtATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := &door{open: make(chan struct{})}
		k := nightly.New(nightly.Config{Store: one{}, Files: d, Periods: retention.Periods{retention.Recordings: 24}})
		for range 3 {
			go func() {
				if r, err := k.Plan(t.Context()); err != nil || r.Parts[0].Bytes != 7 {
					t.Errorf("%+v, %v", r, err)
				}
			}()
		}
		synctest.Wait()
		if d.looked != 1 {
			t.Errorf("%d look at once", d.looked)
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := k.Plan(gone); err == nil {
			t.Error("who has gone waits")
		}
		close(d.open)
		synctest.Wait()
		if d.looked != 3 {
			t.Errorf("%d have looked", d.looked)
		}
	})
}
