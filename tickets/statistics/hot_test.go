package statistics

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

func TestHotMattersAreThoseThatManyWaitFor(t *testing.T) {
	t.Parallel()
	tree := org.NewTree([]org.Unit{{Code: "Y", Name: "云湾市", Level: 1}, {Code: "A", Name: "望海区", Parent: "Y", Level: 2},
		{Code: "A1", Name: "海滨街道", Parent: "A", Level: 3}, {Code: "B", Name: "青岚区", Parent: "Y", Level: 2}})
	var open []OpenMatter
	add := func(category, place string) {
		open = append(open, OpenMatter{Number: tickets.Number(fmt.Sprintf("2611230%05d", len(open)+1)), Category: category, Place: place})
	}
	for i := range 7 {
		add("0601", fmt.Sprintf("望海区海滨街道临港路%d号", i))
	}
	add("0601", "青岚区湖心路") // another area
	add("0601", "青岚区湖心路")
	add("0305", "某地") // tells no area
	add("0305", "")
	add("0201", "望海区") // alone
	want := []Hot{
		{Category: "0601", Area: "A1", Count: 7, Numbers: []tickets.Number{"261123000007", "261123000006", "261123000005", "261123000004", "261123000003"}},
		{Category: "0305", Count: 2, Numbers: []tickets.Number{"261123000011", "261123000010"}},
		{Category: "0601", Area: "B", Count: 2, Numbers: []tickets.Number{"261123000009", "261123000008"}},
	}
	if diff := cmp.Diff(want, Hottest(open, tree)); diff != "" {
		t.Errorf("hot (-want +got):\n%s", diff)
	}
	if got := Hottest(nil, tree); got == nil || len(got) != 0 {
		t.Errorf("of nothing: %#v", got)
	}
	for i := range 50 { // a list for people, not for machines
		add(fmt.Sprintf("%04d", i), "")
		add(fmt.Sprintf("%04d", i), "")
	}
	if got := len(Hottest(open, tree)); got != hotRows {
		t.Errorf("%d rows", got)
	}
}
