package tickets_test

import (
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

func withMergedLines() tickets.Rulebook {
	b := storetest.RulebookWithSubunit()
	b.MergedLines = []tickets.MergedLine{
		{Number: "12333", Name: "人社热线", Unit: "Y08", Way: tickets.LineDual},
		{Number: "333", Name: "短号", Unit: "Y04", Way: tickets.LineDual},
		{Number: "82310007", Name: "城管投诉电话", Unit: "Y04", Way: tickets.LineCancelled, Ended: true},
	}
	return b
}

func TestTheMergedLineThatWasDialled(t *testing.T) {
	t.Parallel()
	b := withMergedLines()
	for called, want := range map[string]string{
		"12333": "12333", "057112333": "12333", "051212333": "12333", "12345": "", "82310007": "", "9912333000": "", "1234512333": "", "": "",
		"0512333": "333", "8812333": "", "13812333": "", // 88 and 138 are no area codes
	} {
		line, ok := b.MergedLineOf(called)
		if line.Number != want || ok != (want != "") {
			t.Errorf("%q is line %q, want %q", called, line.Number, want)
		}
	}
}

func TestAMergedLineProposesItsUnitWhereNothingElseDoes(t *testing.T) {
	t.Parallel()
	b := withMergedLines()
	known := tickets.Register{Type: tickets.Complaint, Category: "0601", Place: "临港路18号"}
	if p := b.ProposeFor(known, "12333"); p.Unit != "Y04" || p.Because == "merged_line" {
		t.Errorf("the category is overruled: %+v", p)
	}
	if p := b.ProposeFor(tickets.Register{}, "12333"); p.Unit != "Y08" || p.Because != "merged_line" || p.Note != "12333 人社热线" {
		t.Errorf("proposal %+v", p)
	}
	if p := b.ProposeFor(tickets.Register{}, "12345"); p.Unit != "" {
		t.Errorf("the hotline's own number proposes %+v", p)
	}
}
