package tickets_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"hotline12345/tickets"
)

// described is the table in words.
func described() string {
	var b strings.Builder
	b.WriteString("# The loop of a ticket\n\n![The states of a ticket and the moves between them](loop.svg)\n\n" +
		"Written from the table of moves in `tickets/transition.go` (`go test ./tickets -update`). A move\n" +
		"that is not here is refused with the reason. With a recorded reason (withdrawn, unreachable\n" +
		"after the plan of attempts, ...) a ticket may be archived from every state.\n\n" +
		"| move | from | to | who | when |\n|---|---|---|---|---|\n")
	for _, r := range tickets.Transitions() {
		when := ""
		if r.If != nil {
			when = r.If.Name
		}
		to := string(r.To)
		if r.To == tickets.Same {
			to = "(stays)"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", r.Move, joined(r.From), to, joined(r.Roles), when)
	}
	return b.String()
}

func joined[S ~string](list []S) string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = string(s)
		if s == "" {
			words[i] = "(new)"
		}
	}
	return strings.Join(words, ", ")
}

// TestTheTableInWordsIsTheTable: the document shows the table as it is. Its picture is
// drawn in docs.
func TestTheTableInWordsIsTheTable(t *testing.T) {
	t.Parallel()
	const file = "../docs/loop.md"
	want := described()
	if *update {
		must(t, os.WriteFile(file, []byte(want), 0o644))
	}
	have, err := os.ReadFile(file)
	must(t, err)
	if string(have) != want {
		t.Errorf("%s is not what the table says: run go test ./tickets -update", file)
	}
}
