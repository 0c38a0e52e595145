package postgres

import (
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// TestTicketsOfBeforeGetTheirWords: those that were written without a search.
func TestTicketsOfBeforeGetTheirWords(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	before := wordless(t, s)
	for i := range backfillAtOnce + 5 {
		d, ticket := storetest.Written(i+1, "13800138000")
		must(t, before.Commit(ctx, d, ticket))
	}
	find := func() int {
		list, err := s.List(ctx, tickets.Filter{Text: "工地噪声", Limit: 1000})
		must(t, err)
		return len(list)
	}
	if n := find(); n != 0 {
		t.Fatalf("%d found without words", n)
	}
	must(t, s.upkeep(ctx))
	if n := find(); n != backfillAtOnce+5 {
		t.Fatalf("%d found, want all %d", n, backfillAtOnce+5)
	}
}

// TestWordsOfBeforeTheFoldingStayFound while tickets get the words of now, and are found in
// other forms afterwards; what a unit's list shows of a masked one is made anew with them.
func TestWordsOfBeforeTheFoldingStayFound(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	d, ticket := storetest.Written(1, "13800138000", storetest.Dispatch)
	ticket.Name, ticket.Content, ticket.Confidential = "王建国", "王建國說路燈不亮", true
	must(t, s.Commit(ctx, d, ticket))
	_, err := s.DB.Exec(ctx, `update tickets set words = '''路燈'' ''燈不'' ''不亮'' ''亮'''::tsvector, summary = jsonb_set(summary, '{hidden,content}', '"王建國"'), words_form = 0`)
	must(t, err)
	finds := func(text string) bool {
		list, err := s.List(ctx, tickets.Filter{Text: text, Limit: 10})
		must(t, err)
		return len(list) == 1
	}
	if !finds("路燈") || finds("路灯") {
		t.Errorf("before: as it was written %v, folded %v", finds("路燈"), finds("路灯"))
	}
	must(t, s.upkeep(ctx))
	if !finds("路燈") || !finds("路灯") || !finds("王建國") {
		t.Errorf("afterwards: as it was written %v, folded %v, by the name %v", finds("路燈"), finds("路灯"), finds("王建國"))
	}
	list, err := s.List(ctx, tickets.Filter{Limit: 10})
	must(t, err)
	if len(list) != 1 || list[0].Hidden == nil || list[0].Hidden.Content != "***說路燈不亮" {
		t.Errorf("a unit's list has %+v", list[0].Hidden)
	}
	if more, err := s.BackfillWords(ctx); more || err != nil {
		t.Errorf("there are more, %v, %v", more, err)
	}
}
