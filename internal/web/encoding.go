package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// coding is a form in which a page's file may lie beside itself, as Vite's build
// leaves it.
type coding struct {
	name   string // as HTTP calls it; empty is the file as it is
	suffix string // of its name
}

// codings are the forms of a file, the smallest first.
var codings = []coding{{"br", ".br"}, {"gzip", ".gz"}, {}}

// preferred returns the codings that an Accept-Encoding header allows (RFC 9110,
// 12.5.3), the one that the browser likes best first; of those that it likes
// equally, the smallest. The file as it is comes last: it is sent even to a
// browser that refuses it, as there may be nothing else.
func preferred(accept string) []coding {
	weights := weightsOf(accept)
	weight := func(c coding) float64 {
		if q, named := weights[c.name]; named {
			return q
		}
		return weights["*"]
	}
	taken := slices.DeleteFunc(slices.Clone(codings[:2]), func(c coding) bool {
		return weight(c) <= 0 || weight(c) < weights["identity"]
	})
	slices.SortStableFunc(taken, func(a, b coding) int { return cmp.Compare(weight(b), weight(a)) })
	return append(taken, coding{})
}

// weightsOf returns how much a browser likes each coding that it names, 0 to 1.
// What it does not name is missing.
func weightsOf(accept string) map[string]float64 {
	weights := make(map[string]float64)
	for part := range strings.SplitSeq(accept, ",") {
		name, parameters, _ := strings.Cut(part, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "x-gzip" {
			name = "gzip"
		}
		q := 1.0
		if value, ok := strings.CutPrefix(strings.ToLower(strings.ReplaceAll(parameters, " ", "")), "q="); ok {
			if n, err := strconv.ParseFloat(value, 64); err == nil && n >= 0 && n <= 1 {
				q = n
			}
		}
		if name != "" {
			weights[name] = q
		}
	}
	return weights
}
