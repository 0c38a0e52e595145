package importing

import (
	"strings"
	"testing"

	"hotline12345/tickets"
)

// FuzzCheck: whatever stands in a table, a check ends, names rows that are there,
// and lets no ticket through that was archived without an answer or a reason (S016).
func FuzzCheck(f *testing.F) {
	f.Add("tickets", oldHeads, "旧-1|2025-3-2||王|13800138000|x||||Y04|archived|y|2025-3-3|李||")
	f.Add("units", "code|name|parent", "A|b|A")
	f.Add("users", "login|name|roles|unit|初始密码", "a|b|agent|Y00|=cmd")
	f.Add("categories", "code|name|type|limit", "0601|x|投诉|7wd")
	f.Fuzz(func(t *testing.T, kind, heads, line string) {
		k := Kind(kind)
		if !k.Valid() {
			return
		}
		b, faults := Check(table(k, heads, line, line), existing())
		for _, fault := range faults {
			if fault.Row < 1 || fault.Row > 3 || fault.Code == "" || strings.Count(fault.Value, "") > shown+3 {
				t.Fatalf("fault %+v", fault)
			}
		}
		if len(faults) > 0 {
			return
		}
		for _, old := range b.Tickets {
			x := old.Ticket
			if x.State == tickets.Archived && x.Answer == nil && x.NoReply == "" {
				t.Fatalf("archived without an answer: %+v", x)
			}
			if wrong := tickets.Writable(x.Register); len(wrong) > 0 {
				t.Fatalf("a register that the service would not take: %v", wrong)
			}
		}
	})
}
