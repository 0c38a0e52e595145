package tickets

import (
	"slices"
	"strings"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
)

// MergedLine is a telephone line of a unit that was merged into the hotline (S037,
// M20): its calls reach the hotline, which remembers what was dialled (M22).
type MergedLine struct {
	Number string `json:"number"` // as dialled: 12333
	Name   string `json:"name"`
	NameEN string `json:"name_en,omitempty"`
	// Unit owns the line; it is proposed where nothing else says who handles a
	// matter.
	Unit string    `json:"unit"`
	Way  MergeMode `json:"way"`
	// Since is the day of the merge, as 2006-01-02.
	Since string `json:"since,omitempty"`
	// Greeting is what an agent says to callers of this number.
	Greeting string `json:"greeting,omitempty"`
	Ended    bool   `json:"ended,omitempty"`
}

// MergeMode is how a line was merged (M21).
type MergeMode string

// The modes.
const (
	LineCancelled MergeMode = "cancelled" // 号码取消，座席并入
	LineDual      MergeMode = "dual"      // 双号并行
	LineSubCentre MergeMode = "subcentre" // 设分中心
)

// MergeModes returns all modes.
func MergeModes() []MergeMode { return []MergeMode{LineCancelled, LineDual, LineSubCentre} }

// neverMerged stay lines of their own (M20).
var neverMerged = []string{"110", "119", "120", "122"}

// MergedLineOf returns the line that was dialled, with or without an area code; any other
// digits before it make it another number.
func (b Rulebook) MergedLineOf(called string) (MergedLine, bool) {
	best := MergedLine{}
	for _, l := range b.MergedLines {
		rest, ok := strings.CutSuffix(called, l.Number)
		area := rest == "" || rest[0] == '0' && (len(rest) == 3 || len(rest) == 4)
		if ok && area && !l.Ended && len(l.Number) > len(best.Number) {
			best = l
		}
	}
	return best, best.Number != ""
}

// ProposeFor proposes as Propose does; where that finds nobody, the unit whose
// line was dialled.
func (b Rulebook) ProposeFor(r Register, called string) Proposal {
	p := b.Propose(r)
	l, ok := b.MergedLineOf(called)
	if unit := b.Tree.Current(l.Unit); (p.Unit == "" || p.Because == byFallback) && ok && b.Tree.Works(unit) {
		p.Unit, p.Because, p.Note = unit, "merged_line", l.Number+" "+l.Name
	}
	return p
}

func (b Rulebook) checkMergedLine(l MergedLine) []errs.FieldError {
	var wrong []errs.FieldError
	bad := func(field string, code errs.FieldCode) {
		wrong = append(wrong, errs.FieldError{Field: field, Code: code})
	}
	if n := len(l.Number); n < 3 || n > 12 || text.DigitsOf(l.Number) != l.Number || slices.Contains(neverMerged, strings.TrimLeft(l.Number, "0")) {
		bad("number", errs.CodeInvalid)
	}
	if text.IsBlank(l.Name) || !text.Clean(l.Name, text.MaxName) {
		bad("name", errs.CodeRequired)
	}
	if _, known := b.Tree.Unit(l.Unit); !known || !l.Ended && !b.Tree.Works(l.Unit) {
		bad("unit", errs.CodeUnknown)
	}
	if !slices.Contains(MergeModes(), l.Way) {
		bad("way", errs.CodeUnknown)
	}
	if _, err := time.Parse(time.DateOnly, l.Since); l.Since != "" && err != nil {
		bad("since", errs.CodeInvalid)
	}
	if !text.Clean(l.Greeting, text.MaxPlace) || !text.Clean(l.NameEN, text.MaxName) {
		bad("greeting", errs.CodeInvalid)
	}
	return wrong
}
