package storetest

import (
	"errors"
	"reflect"
	"testing"

	"hotline12345/ivr/menus"
	"hotline12345/ivr/menus/service"
)

// ordered: the queues' priorities change as a whole.
func ordered(t *testing.T, store service.Store) {
	d, ctx := NewDesk(t, store), t.Context()
	s, err := d.State(ctx)
	d.must(err)
	first, rest := [][]menus.QueueRead{nil}, []menus.QueueRead{}
	for _, q := range s.Queues {
		if read := (menus.QueueRead{ID: q.ID, Rev: q.Rev()}); q.ID == "complaint" {
			first[0] = append(first[0], read)
		} else {
			rest = append(rest, read)
		}
	}
	s, err = d.OrderQueues(ctx, Anna, append(first, rest))
	d.must(err)
	stored, err := store.MenuState(ctx)
	if d.must(err); !reflect.DeepEqual(stored.Queues, s.Queues) {
		t.Errorf("stored are %+v, returned %+v", stored.Queues, s.Queues)
	}
	for _, q := range stored.Queues {
		if (q.Priority > 0) != (q.ID == "complaint") {
			t.Errorf("%s has priority %d", q.ID, q.Priority)
		}
	}
	var stale *menus.Stale
	if _, err := d.OrderQueues(ctx, Bo, append(first, rest)); !errors.As(err, &stale) || stale.Queue == nil || stale.Queue.ID != "complaint" {
		t.Errorf("the second orders them: %v", err)
	}
}
