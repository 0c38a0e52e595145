package docs_test

import (
	"regexp"
	"slices"
	"testing"
)

const forms = "agent-web/src/features/tickets/forms.ts"

// formless are moves that have no form in forms.ts: the clock's, what follows from
// a move of another ticket, and what has a page or a card of its own.
var formless = []string{"absorb", "attach", "hand_over", "import", "let_go", "recompute", "register", "withdraw_file"}

// TestEachMoveIsOnThePages: a move has a name in each language of the pages, and a
// form or a reason for none.
func TestEachMoveIsOnThePages(t *testing.T) {
	moves := constants(t, "tickets", "Move")
	if len(moves) < 35 {
		t.Fatalf("only %d moves were found", len(moves))
	}
	for _, language := range []string{"zh-CN", "zh-HK", "en"} {
		have := texts(t, language, "agent-web/src/")
		for _, m := range moves {
			if have["move."+m] == "" {
				t.Errorf("the pages have no move.%s in %s", m, language)
			}
		}
	}
	source := read(t, forms)
	for _, m := range moves {
		has := regexp.MustCompile(`(?m)^  ` + m + `: \{\s+group:`).MatchString(source)
		if has == slices.Contains(formless, m) {
			t.Errorf("%s: a form for %s is there: %v; mend it, or the list of moves without one", forms, m, has)
		}
	}
}
