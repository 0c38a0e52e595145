package postgres

import (
	"errors"
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// TestAListThatTakesTooLongIsNoOutage: the person is asked to narrow it, and
// others are not disturbed: the database is not taken for away.
func TestAListThatTakesTooLongIsNoOutage(t *testing.T) {
	s, ctx := migrated(t), t.Context()
	desk := register(t, s, t.TempDir())
	d, ticket := storetest.Written(1, "13800138000")
	must(t, s.Commit(ctx, d, ticket))
	slow, err := s.DB.Begin(ctx)
	must(t, err)
	defer func() { _ = slow.Rollback(ctx) }()
	_, err = slow.Exec(ctx, "lock table tickets in access exclusive mode") // every reader waits
	must(t, err)
	for name, f := range map[string]tickets.Filter{"newest": {}, "words": {Text: "噪声"}, "by due": {ByDue: true}} {
		if _, err := desk.List(ctx, agent, f); !errors.Is(err, errs.ErrTooBroad) || errors.Is(err, errs.ErrUnavailable) {
			t.Errorf("%s: error %v, want too broad", name, err)
		}
	}
	saved, err := desk.SaveDraft(ctx, agent, typed("call.9", 0, "一"))
	must(t, err)
	if desk.Pending() != 0 || saved.Rev != 1 {
		t.Errorf("a draft was spooled after a slow list: %d wait", desk.Pending())
	}
	must(t, slow.Rollback(ctx))
	if list, err := desk.List(ctx, agent, tickets.Filter{Text: "噪声"}); err != nil || len(list) != 1 {
		t.Errorf("afterwards: %d tickets, error %v", len(list), err)
	}
}
