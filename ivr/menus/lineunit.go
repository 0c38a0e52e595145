package menus

import "hotline12345/ivr/lines"

// LineUnit is what a unit sets for the numbers of itself and of the units below it.
type LineUnit struct {
	Unit     string             `json:"unit"`
	Settings lines.LineSettings `json:"settings"`
}

// Rev names what the unit sets.
func (u LineUnit) Rev() string { return revOf(u) }

func unitOf(u LineUnit) string { return u.Unit }

// LineUnit returns what a unit sets.
func (s State) LineUnit(unit string) (LineUnit, bool) { return find(s.LineUnits, unit, unitOf) }

// SetLineUnit keeps what a unit sets; nothing set is all inherited. rev is what was read, "" where the unit set
// nothing. What stands there already changes nothing. Errors: *Stale, *FaultyLines.
func (s State) SetLineUnit(by Stamp, u LineUnit, rev string, around Around) (Change, error) {
	u.Settings = u.Settings.Tidy()
	now, known := s.LineUnit(u.Unit)
	switch {
	case !u.Settings.Empty():
		node := lines.Node{Unit: u.Unit, Settings: u.Settings}
		if err := refuseLines(s.Plan(around).CheckNode(node, s.Known(around))); err != nil {
			return Change{}, err
		}
	case !known:
		return Change{}, nil
	}
	if same, err := compare(now, known, u, rev, &Stale{LineUnit: &now}); same || err != nil {
		return Change{}, err
	}
	c := Change{PutLineUnit: &u, Record: by.changed(LineUnitSet, u.Unit, now, known, u)}
	if u.Settings.Empty() {
		c.PutLineUnit, c.DropLineUnit = nil, u.Unit
	}
	return c, nil
}
