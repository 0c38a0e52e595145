package tickets

import (
	"cmp"
	"slices"
	"strings"

	"hotline12345/internal/fold"
)

// redactor removes what says who the citizen is from texts that people wrote (M70, M71):
// the names and numbers of the register, as first written and as corrected, in every form
// that folds to the same (package fold). Each hit is hidden in the original text; all else
// stays word for word. Where a hit may be something else, it is hidden all the same: the
// unit may ask the centre.
type redactor struct {
	names    []name
	persons  []person
	surnames []string // words of names in letters, which a title tells
	spelled  []spelledName
	loose    map[string]looseName // by their hanzi
	numbers  numbers
}

// hidden stands where something was.
const hidden = "***"

// redactorOf returns the redactor for a ticket's citizen.
func redactorOf(t Ticket) redactor {
	whole, partly, dialled := saidOfCitizen(t)
	var r redactor
	for _, s := range partly {
		r.addNames(s)
	}
	for _, s := range whole {
		r.addWhole(s)
		r.addParts(s)
	}
	for _, s := range append(whole, partly...) {
		r.addIDs(s)
		r.numbers.add(s, shortestBeside)
	}
	for _, s := range dialled {
		r.numbers.add(s, shortestSecret)
	}
	r.eachOnce()
	if len(r.persons) > 0 {
		r.meet(t)
	}
	return r
}

// eachOnce drops what several fields tell: the longest names and numbers come first.
func (r *redactor) eachOnce() {
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

// saidOfCitizen returns what the register says of the citizen, now and before: partly has
// their names, of which each part counts; whole what is told as a whole or by its beginning;
// dialled their numbers.
func saidOfCitizen(t Ticket) (whole, partly, dialled []string) {
	registers := []Register{t.Register}
	for _, e := range t.Entries {
		if e.Written != nil {
			registers = append(registers, *e.Written)
		}
		if e.Answer != nil {
			whole = append(whole, e.Answer.Address)
		}
		if c := e.Changes; c != nil {
			registers = append(registers, Register{Name: value(c.Name), Unit: value(c.Unit), Contact: value(c.Contact)})
		}
	}
	if t.Answer != nil {
		whole = append(whole, t.Answer.Address)
	}
	for _, g := range registers {
		partly = append(partly, g.Name)
		whole = append(whole, g.Unit, g.Contact)
		dialled = append(dialled, g.Contact)
	}
	return append(whole, t.Caller), partly, append(dialled, t.Caller, t.Contact)
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// span is a stretch of folded signs, end not included.
type span struct{ from, to int }

// redact returns a text without what says who the citizen is.
func (r redactor) redact(text string) string {
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
func (r redactor) hits(text string) []span {
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
func (r redactor) wordHits(text []rune) []span {
	hits := slices.Concat(r.nameHits(text), r.personHits(text), r.latinHits(text), r.spelledHits(text))
	return append(hits, r.looseHits(text, slices.Clone(hits))...)
}

// Telling returns what of a register's content and place tells who the citizen is, as it is
// typed and each once: a unit would not read it if the matter is confidential.
func (r Register) Telling() []string {
	by := redactorOf(Ticket{Register: r})
	var list []string
	for _, text := range []string{r.Content, r.Place} {
		for _, h := range by.hits(text) {
			if said := text[h.from:h.to]; !slices.Contains(list, said) && len(list) < mostTelling {
				list = append(list, said)
			}
		}
	}
	return list
}

// mostTelling bounds what a page shows.
const mostTelling = 8

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
