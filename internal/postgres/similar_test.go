package postgres

import (
	"slices"
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// TestRepeatsAreRankedByWhatTheyHaveInCommon: the citizen, the place, the words.
func TestRepeatsAreRankedByWhatTheyHaveInCommon(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	write := func(n int, contact, category, place, content string) tickets.Number {
		d, ticket := storetest.Written(n, contact, storetest.Dispatch)
		ticket.Category, ticket.Place, ticket.Content = category, place, content
		must(t, s.Commit(ctx, d, ticket))
		return ticket.Number
	}
	same := write(1, "13900139001", "0601", "望海区临港路18号", "工地夜里浇筑混凝土")
	nearer := write(2, "13900139003", "0601", "临港路20号", "老人和孩子夜里不能睡觉，噪声很大")
	near := write(3, "13900139002", "0601", "临港路20号", "工地夜里浇筑混凝土，老人不能睡觉")
	mine := write(4, "13800138000", "0602", "湖心路", "路灯不亮")
	write(5, "13900139004", "0601", "书院街3号", "噪声很大，老人和孩子不能睡觉")
	write(6, "13900139005", "0602", "望海区临港路18号", "噪声很大")

	r := tickets.Register{Contact: "13800138000", Category: "0601", Place: "望海区临港路18号", Content: "噪声很大，老人和孩子夜里不能睡觉"}
	if got := repeats(t, s, r, 5); !slices.Equal(got, []tickets.Number{same, mine, nearer, near}) && !slices.Equal(got, []tickets.Number{mine, same, nearer, near}) {
		t.Errorf("repeats %v, want %v", got, []tickets.Number{same, mine, nearer, near})
	}
	if got := repeats(t, s, r, 2); len(got) != 2 {
		t.Errorf("%d repeats, want no more than 2", len(got))
	}
	r.Contact, r.Place = "", "临港路19号"
	if got := repeats(t, s, r, 5); !slices.Equal(got, []tickets.Number{nearer, near, same}) {
		t.Errorf("repeats of a neighbour %v, want %v", got, []tickets.Number{nearer, near, same})
	}
	s = wordless(t, s) // only what is the same counts
	r.Place = "望海区临港路18号"
	if got := repeats(t, s, r, 5); !slices.Equal(got, []tickets.Number{same}) {
		t.Errorf("repeats without words %v, want %v", got, same)
	}
}

func repeats(t *testing.T, s *Store, r tickets.Register, limit int) (numbers []tickets.Number) {
	t.Helper()
	list, err := s.Similar(t.Context(), nil, r, storetest.Start.AddDate(0, 0, -90), limit)
	must(t, err)
	for _, one := range list {
		numbers = append(numbers, one.Number)
	}
	return numbers
}
