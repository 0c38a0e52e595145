package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The package under test has tests that hold some of its rules and not others.
const (
	module = "module shop\n\ngo 1.26\n"
	rules  = `package rules

import "context"

type Price struct{ Net, Tax int }

func Of(n int, member bool) Price {
	net := n * 7
	if n > 10 && member {
		net -= 5
	}
	return Price{Net: net, Tax: net / 5}
}

func Read(ctx context.Context) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	return 7, nil
}

func Name(p Price) string {
	switch {
	case p.Net == 0:
		return "free"
	}
	return "paid"
}
`
	tests = `package rules

import "testing"

func TestOf(t *testing.T) {
	for _, c := range []struct {
		n      int
		member bool
		want   Price
	}{{12, true, Price{79, 15}}, {12, false, Price{84, 16}}, {1, true, Price{7, 1}}} {
		if got := Of(c.n, c.member); got != c.want {
			t.Errorf("%d: %v", c.n, got)
		}
	}
}
`
)

func shop(t *testing.T) source {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": module, "rules.go": rules, "rules_test.go": tests} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return source{path: "rules", dir: dir, name: "rules", files: []string{"rules.go"}}
}

func TestWhatNoTestHoldsIsFound(t *testing.T) {
	t.Parallel()
	r, err := test(t.Context(), shop(t), options{jobs: 2}, &bytes.Buffer{})
	if err != nil {
		t.Fatal(err)
	}
	known := accepted{
		`rules/rules.go Name: never: p.Net == 0`: false, `rules/rules.go Gone: never: x`: false, `rules/other/a.go F: never: x`: false,
	}
	r.sort(known)
	text := func(faults []fault) []string {
		var out []string
		for _, f := range faults {
			out = append(out, f.String())
		}
		return out
	}
	if got, want := text(r.lived), []string{"rules/rules.go Of: also equal: n > 10"}; !slices.Equal(got, want) {
		t.Errorf("the tests see all but %q, want all but %q", got, want)
	}
	for _, f := range text(r.missed) {
		if !strings.HasPrefix(f, "rules/rules.go Name: ") {
			t.Errorf("%q is called untested", f)
		}
	}
	for _, want := range []string{
		"Of: one: 7", "Of: never: n > 10 && member", "Of: ignored: n > 10", "Of: ignored: member", "Of: left out: net -= 5",
		"Of: zero: net", "Of: zero: net / 5", "Of: one: 5", "Of: returns zero: Price{Net: net, Tax: net / 5}",
	} {
		if !slices.Contains(text(r.seen), "rules/rules.go "+want) {
			t.Errorf("%q is not among what was seen: %q", want, text(r.seen))
		}
	}
	if got := text(r.accepted); !slices.Equal(got, []string{"rules/rules.go Name: never: p.Net == 0"}) {
		t.Errorf("accepted %q", got)
	}
	if got := known.unused("rules"); !slices.Equal(got, []string{"rules/rules.go Gone: never: x"}) {
		t.Errorf("not needed: %q", got)
	}
	for _, f := range r.faults {
		if strings.Contains(f.where, " Read") {
			t.Errorf("%q is a fault of the shell", f)
		}
	}
	if some, again := sample(r.faults, 4, 1), sample(r.faults, 4, 1); len(some) != (len(r.faults)+3)/4 || !slices.Equal(some, again) || !slices.IsSortedFunc(some, func(a, b fault) int { return a.id - b.id }) {
		t.Errorf("a quarter of %d faults: %d, then %d", len(r.faults), len(some), len(again))
	}
	all := len(r.seen) + len(r.lived) + len(r.missed)
	if got, want := r.score(), 100*float64(len(r.seen))/float64(all); got != want || got >= 100 {
		t.Errorf("score %v, want %v", got, want)
	}
}

func TestAcceptedFaultsNeedAReason(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "mutants.txt")
	for text, ok := range map[string]bool{
		"# a comment\n\na/b.go F: never: x  # it cannot happen\n": true,
		"a/b.go F: never: x\n":     false,
		"a/b.go F: never: x  # \n": false,
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := readAccepted(name); (err == nil) != ok || ok && len(got) != 1 {
			t.Errorf("%q: %v, error %v", text, got, err)
		}
	}
}

func TestTestsThatFailWithoutAFaultAreSaidSo(t *testing.T) {
	t.Parallel()
	p := shop(t)
	broken := strings.Replace(tests, "Price{79, 15}", "Price{80, 15}", 1)
	if err := os.WriteFile(filepath.Join(p.dir, "rules_test.go"), []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := test(t.Context(), p, options{jobs: 1}, &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), "fails without a fault") {
		t.Errorf("error %v", err)
	}
}
