package papers

import (
	"testing"

	"hotline12345/tickets/org"
)

// TestACentreHasTheLetterheadThatItsUnitSets, and else its own name.
func TestACentreHasTheLetterheadThatItsUnitSets(t *testing.T) {
	t.Parallel()
	o := Office{Units: org.NewTree([]org.Unit{{Code: "Y", Name: "云湾市", Level: 1}, {Code: "Y00", Name: "市12345热线中心", Parent: "Y", Level: 1, Centre: true}})}
	if got := o.letterhead("Y00").Office; got != "云湾市12345热线中心" {
		t.Errorf("its own name is %s", got)
	}
	o.Letterheads = map[string]string{"Y00": "云湾市政府服务平台"}
	if got := o.letterhead("Y00"); got.Office != "云湾市政府服务平台" || got.City != "云湾市" {
		t.Errorf("the unit's is %+v", got)
	}
}
