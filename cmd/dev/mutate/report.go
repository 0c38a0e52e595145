package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// accepted are faults that change nothing; the value reports whether one was met.
type accepted map[string]bool

// readAccepted reads "fault  # reason" lines; lines that begin with # are
// comments.
func readAccepted(name string) (accepted, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	out := accepted{}
	for i, line := range strings.Split(string(raw), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		text, reason, ok := strings.Cut(line, "  # ")
		if !ok || strings.TrimSpace(reason) == "" {
			return nil, fmt.Errorf("%s:%d: say why after two spaces and #", name, i+1)
		}
		out[strings.TrimSpace(text)] = false
	}
	return out, nil
}

// unused returns the entries of a package that no surviving fault needed.
func (a accepted) unused(path string) []string {
	var out []string
	for text, met := range a {
		dir := text[:strings.LastIndex(text[:strings.Index(text+" ", " ")], "/")+1]
		if !met && dir == path+"/" {
			out = append(out, text)
		}
	}
	slices.Sort(out)
	return out
}

// sort puts the survivors that are known to change nothing apart.
func (r *result) sort(known accepted) {
	for _, list := range []*[]fault{&r.lived, &r.missed} {
		*list = slices.DeleteFunc(*list, func(f fault) bool {
			_, ok := known[f.String()]
			if ok {
				known[f.String()] = true
				r.accepted = append(r.accepted, f)
			}
			return ok
		})
		slices.SortFunc(*list, func(a, b fault) int { return cmp.Compare(a.id, b.id) })
	}
}

// score is the share of faults that the tests see, in per cent.
func (r *result) score() float64 {
	all := len(r.seen) + len(r.lived) + len(r.missed)
	if all == 0 {
		return 100
	}
	return 100 * float64(len(r.seen)) / float64(all)
}

func (r *result) print(out io.Writer) {
	for _, f := range r.lived {
		fmt.Fprintf(out, "lives %5d  %s:%d  %s\n", f.id, f.file, f.line, f)
	}
	for _, f := range r.missed {
		fmt.Fprintf(out, "untested %2d  %s:%d  %s\n", f.id, f.file, f.line, f)
	}
	fmt.Fprintf(out, "%s: %d faults: %d seen by tests, %d not, %d in code that no test runs, %d accepted, %d not compiled: %.1f %% (%s)\n",
		r.path, len(r.faults)+r.dropped, len(r.seen), len(r.lived), len(r.missed), len(r.accepted), r.dropped, r.score(), r.took.Round(time.Second))
}
