package tickets

import (
	"cmp"
	"slices"

	"hotline12345/tickets/org"
	"hotline12345/tickets/workday"
)

// RuleSet is all of the rules that a store keeps: what a rulebook is made of.
type RuleSet struct {
	Units      []org.Unit
	Categories []Category
	Rules      RuleSettings
}

// Rulebook returns the rulebook of the set. Where a calendar cannot be read, it fails, and
// returns the rulebook with the announced calendar all the same.
func (r RuleSet) Rulebook() (Rulebook, error) {
	b := DefaultRulebook()
	b.Tree, b.Categories = org.NewTree(r.Units), r.Categories
	b.Limits, b.Directory, b.Options, b.MergedLines = r.Rules.Limits, r.Rules.Directory, r.Rules.Options, r.Rules.MergedLines
	b.TypeNames = r.Rules.Types
	c, err := workday.New(append(workday.Announced(), r.Rules.Years...))
	if err == nil {
		b.Calendar = c
	}
	return b, err
}

// With returns the rules after a change: what every store must make of it. The store
// itself refuses a dispatch directory that is not the next version.
func (r RuleSet) With(c RuleChange) RuleSet {
	switch {
	case c.Unit != nil:
		r.Units = put(r.Units, *c.Unit, func(u org.Unit) string { return u.Code })
	case c.Category != nil:
		x := *c.Category
		if len(x.Code) > 2 {
			x.Parent = x.Code[:2]
		}
		r.Categories = put(r.Categories, x, func(x Category) string { return x.Code })
	case c.Limits != nil:
		r.Rules.Limits = *c.Limits
	case c.Year != nil:
		years := put(r.Rules.Years, *c.Year, func(y Year) int { return y.Year })
		slices.SortFunc(years, func(a, b Year) int { return cmp.Compare(a.Year, b.Year) })
		r.Rules.Years = years
	case c.Directory != nil:
		r.Rules.Directory = *c.Directory
	case c.Options != nil:
		r.Rules.Options = *c.Options
	case c.Types != nil:
		r.Rules.Types = *c.Types
	case c.MergedLine != nil:
		r.Rules.MergedLines = put(r.Rules.MergedLines, *c.MergedLine, func(line MergedLine) string { return line.Number })
	}
	return r
}

// Before returns what a change takes the place of.
func (r RuleSet) Before(c RuleChange) *Replaced {
	was := &Replaced{}
	switch {
	case c.Unit != nil:
		was.Unit = theOne(r.Units, func(u org.Unit) bool { return u.Code == c.Unit.Code })
	case c.Category != nil:
		was.Category = theOne(r.Categories, func(x Category) bool { return x.Code == c.Category.Code })
	case c.Limits != nil:
		list := append([]LimitRule{}, r.Rules.Limits...)
		was.Limits = &list
	case c.Year != nil:
		was.Year = theOne(r.Rules.Years, func(y Year) bool { return y.Year == c.Year.Year })
	case c.Directory != nil:
		was.Directory = &r.Rules.Directory
	case c.Options != nil:
		was.Options = &r.Rules.Options
	case c.Types != nil:
		list := append([]TypeName{}, r.Rules.Types...)
		was.Types = &list
	case c.MergedLine != nil:
		was.MergedLine = theOne(r.Rules.MergedLines, func(line MergedLine) bool { return line.Number == c.MergedLine.Number })
	}
	return was
}

// put returns a copy of the list in which v replaces the item with the same key, or is
// added.
func put[V any, K comparable](list []V, v V, key func(V) K) []V {
	list = slices.Clone(list)
	i := slices.IndexFunc(list, func(have V) bool { return key(have) == key(v) })
	if i < 0 {
		return append(list, v)
	}
	list[i] = v
	return list
}

// theOne returns a copy of the first item that is meant; nil if there is none.
func theOne[V any](list []V, is func(V) bool) *V {
	i := slices.IndexFunc(list, is)
	if i < 0 {
		return nil
	}
	v := list[i]
	return &v
}
