package importing

import "testing"

func TestOpenImportOfAnEndedCategory(t *testing.T) {
	k := known()
	k.Categories[1].Ended = true
	k.Rules.Categories = k.Categories
	_, faults := Check(table(Tickets, oldHeads, "旧-3|2026-11-20 08:00:30|网站|||噪声||601|||办理中|||||"), k)
	if len(faults) == 0 {
		t.Error("a new running ticket of a category that ended is taken")
	}
}
