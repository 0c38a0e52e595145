// Package redaction takes what says who a citizen is out of texts that people wrote (M70, M71): their
// names and numbers in every form that folds to the same (package fold), their title, their unit and
// what of them is told in part. It is pure, and knows texts alone.
package redaction

import (
	"cmp"
	"slices"
	"strings"

	"hotline12345/internal/fold"
)

// Citizen is what is known of a citizen, and of those around them.
type Citizen struct {
	// Names are what stands in the field of a name, now and before: each part of it counts.
	Names []string
	// Told is what is told as a whole or by its beginning: unit, address, numbers.
	Told []string
	// Numbers are those at which they are reached.
	Numbers []string
	// Texts are all that was written of the matter, Staff who acted in it: others of the citizen's
	// surname may be named there.
	Texts, Staff []string
}

// Redactor hides each hit in the original text; all else stays word for word. Where a hit may be
// something else, it is hidden all the same: the unit may ask the centre.
type Redactor struct {
	names    []name
	persons  []person
	surnames []string // words of names in letters, which a title tells
	spelled  []spelledName
	loose    map[string]looseName // by their hanzi
	numbers  numbers
}

// hidden stands where something was.
const hidden = "***"

// New returns the redactor for a citizen.
func New(c Citizen) Redactor {
	var r Redactor
	for _, s := range c.Names {
		r.addNames(s)
	}
	for _, s := range c.Told {
		r.addWhole(s)
		r.addParts(s)
	}
	for _, s := range slices.Concat(c.Told, c.Names) {
		r.addIDs(s)
		r.numbers.add(s, shortestBeside)
	}
	for _, s := range c.Numbers {
		r.numbers.add(s, shortestSecret)
	}
	r.eachOnce()
	if len(r.persons) > 0 {
		r.meet(c)
	}
	return r
}

// eachOnce drops what several fields tell: the longest names and numbers come first.
func (r *Redactor) eachOnce() {
	slices.SortFunc(r.names, func(a, b name) int {
		return cmp.Or(cmp.Compare(len(b.letters), len(a.letters)), slices.Compare(a.letters, b.letters), ofBool(a.bounded)-ofBool(b.bounded))
	})
	r.names = slices.CompactFunc(r.names, func(a, b name) bool { return slices.Equal(a.letters, b.letters) && a.bounded == b.bounded })
	slices.Sort(r.surnames)
	r.surnames = slices.Compact(r.surnames)
	r.numbers.longestFirst()
}

func ofBool(b bool) int {
	if b {
		return 1
	}
	return 0
}

// span is a stretch of folded signs, end not included.
type span struct{ from, to int }

// Redact returns a text without what says who the citizen is.
func (r Redactor) Redact(text string) string {
	hits := r.hits(text)
	if len(hits) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, h := range hits {
		b.WriteString(text[at:h.from])
		b.WriteString(hidden)
		at = h.to
	}
	b.WriteString(text[at:])
	return b.String()
}

// hits returns what of a text says who the citizen is, in bytes and in order.
func (r Redactor) hits(text string) []span {
	folded := fold.Of(text)
	hits := r.wordHits(folded.Runes)
	if plain, ok := withoutTags(folded.Runes); ok {
		hits = append(append(hits, r.wordHits(plain)...), r.numbers.hits(plain)...)
	}
	if plain, ok := withoutSplits(folded.Runes); ok {
		hits = append(hits, r.nameHits(plain)...)
	}
	hits = append(hits, r.initialsHits(folded.Runes, func(from, to int) string {
		from, to = folded.Original(from, to)
		return text[from:to]
	})...)
	hits = append(hits, r.numbers.hits(folded.Runes)...)
	for i, h := range hits {
		hits[i].from, hits[i].to = folded.Original(h.from, h.to)
	}
	return united(hits)
}

// wordHits returns where a folded text tells the citizen in words.
func (r Redactor) wordHits(text []rune) []span {
	hits := slices.Concat(r.nameHits(text), r.personHits(text), r.latinHits(text), r.spelledHits(text))
	return append(hits, r.looseHits(text, slices.Clone(hits))...)
}

// Tells returns what of a text says who the citizen is, as it is typed, in order.
func (r Redactor) Tells(text string) []string {
	var list []string
	for _, h := range r.hits(text) {
		list = append(list, text[h.from:h.to])
	}
	return list
}

// united returns spans in their order, those that overlap as one.
func united(list []span) []span {
	slices.SortFunc(list, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	merged := list[:min(len(list), 1)]
	for _, s := range list[len(merged):] {
		if last := &merged[len(merged)-1]; s.from < last.to {
			last.to = max(last.to, s.to)
		} else {
			merged = append(merged, s)
		}
	}
	return merged
}
