package retention

import (
	"cmp"
	"maps"
	"slices"
)

func sortedKeys(m map[string][]JournalSpan) []string { return slices.Sorted(maps.Keys(m)) }

// holes returns what is missing between some spans of one journal.
func holes(spans []JournalSpan) []JournalSpan {
	slices.SortFunc(spans, func(a, b JournalSpan) int { return cmp.Compare(a.First, b.First) })
	var missing []JournalSpan
	end := spans[0].Last
	for _, s := range spans[1:] {
		if s.First > end+1 {
			missing = append(missing, JournalSpan{Journal: s.Journal, First: end + 1, Last: s.First - 1})
		}
		end = max(end, s.Last)
	}
	return missing
}
