package tickets

import (
	"slices"
	"strings"
	"time"
)

// Line is a telephone line of a unit that was merged into the hotline (S037, M20):
// whoever dials it reaches the hotline, which remembers what was dialled (M22).
type Line struct {
	Number string `json:"number"` // as dialled: 12333
	Name   string `json:"name"`
	NameEN string `json:"name_en,omitempty"`
	// Unit owns the line; it is proposed where nothing else says who handles a
	// matter.
	Unit string  `json:"unit"`
	Way  LineWay `json:"way"`
	// Since is the day of the merge, as 2006-01-02.
	Since string `json:"since,omitempty"`
	// Greeting is what an agent says to callers of this number.
	Greeting string `json:"greeting,omitempty"`
	Ended    bool   `json:"ended,omitempty"`
}

// LineWay is how a line was merged (M21).
type LineWay string

// The ways.
const (
	LineCancelled LineWay = "cancelled" // 号码取消，座席并入
	LineDual      LineWay = "dual"      // 双号并行
	LineSubCentre LineWay = "subcentre" // 设分中心
)

// LineWays are all ways.
func LineWays() []LineWay { return []LineWay{LineCancelled, LineDual, LineSubCentre} }

// neverMerged stay lines of their own (M20).
var neverMerged = []string{"110", "119", "120", "122"}

// LineOf is the line that was dialled, with or without an area code; any other
// digits before it make it another number.
func (b Rulebook) LineOf(called string) (Line, bool) {
	best := Line{}
	for _, l := range b.Lines {
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
	l, ok := b.LineOf(called)
	if unit := b.Tree.Current(l.Unit); (p.Unit == "" || p.Because == byFallback) && ok && b.Tree.Works(unit) {
		p.Unit, p.Because, p.Note = unit, "line", l.Number+" "+l.Name
	}
	return p
}

func (b Rulebook) checkLine(l Line) []FieldError {
	var wrong []FieldError
	bad := func(field string, code FieldCode) { wrong = append(wrong, FieldError{field, code}) }
	if n := len(l.Number); n < 3 || n > 12 || onlyDigits(l.Number) != l.Number || slices.Contains(neverMerged, strings.TrimLeft(l.Number, "0")) {
		bad("number", CodeInvalid)
	}
	if strings.TrimSpace(l.Name) == "" || !cleanText(l.Name, maxName) {
		bad("name", CodeRequired)
	}
	if _, known := b.Tree.Unit(l.Unit); !known || !l.Ended && !b.Tree.Works(l.Unit) {
		bad("unit", CodeUnknown)
	}
	if !slices.Contains(LineWays(), l.Way) {
		bad("way", CodeUnknown)
	}
	if _, err := time.Parse(time.DateOnly, l.Since); l.Since != "" && err != nil {
		bad("since", CodeInvalid)
	}
	if !cleanText(l.Greeting, maxPlace) || !cleanText(l.NameEN, maxName) {
		bad("greeting", CodeInvalid)
	}
	return wrong
}
