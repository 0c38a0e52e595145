package docs_test

import (
	"go/ast"
	"strings"
	"testing"
)

// executors returns which executor of loop.Config each case of Loop.execute names, by
// command; a command without a case goes to Telephony.
func executors(t *testing.T) map[string]string {
	t.Helper()
	to := map[string]string{}
	ast.Inspect(funcs(t, "cti/loop")["Loop.execute"], func(n ast.Node) bool {
		clause, ok := n.(*ast.CaseClause)
		if !ok {
			return true
		}
		executor := ""
		for _, statement := range clause.Body {
			ast.Inspect(statement, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "Execute" {
					executor = s.X.(*ast.SelectorExpr).Sel.Name
				}
				return true
			})
		}
		for _, e := range clause.List {
			to[e.(*ast.SelectorExpr).Sel.Name] = executor
		}
		return true
	})
	return to
}

// TestTheLoopGivesEachCommandToItsEdge: the one that has a case for it; with another
// edge it would come to nothing but a line in the log.
func TestTheLoopGivesEachCommandToItsEdge(t *testing.T) {
	given := executors(t)
	commands := kinds(t, "cti", "command")
	for pkg, executor := range map[string]string{"cti/asterisk": "Telephony", "cti/gateway": "Media", "cti/desk": "Desk"} {
		for _, name := range named(t, pkg, "cti", commands, true) {
			have, ok := given[name]
			if !ok {
				have = "Telephony"
			}
			if have != executor {
				t.Errorf("%s has a case for %s, but Loop.execute gives it to %q, not %s", pkg, name, have, executor)
			}
		}
	}
}

// TestEachKindCanBeReadBack: one that is not in its list is an error in the journal.
func TestEachKindCanBeReadBack(t *testing.T) {
	for marker, file := range map[string]string{"event": "cti/event_kinds.go", "command": "cti/command_kinds.go"} {
		list := read(t, file)
		for _, name := range kinds(t, "cti", marker) {
			if !strings.Contains(list, "\n\t"+name+"{},\n") {
				t.Errorf("%s does not list the %s %s", file, marker, name)
			}
		}
	}
}
