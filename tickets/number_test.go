package tickets_test

import (
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
)

func TestNumbers(t *testing.T) {
	t.Parallel()
	for n, want := range map[tickets.Number]bool{
		"261123000001": true, "261123999999": true, "261123000000": false, "261323000001": false, "260229000001": false,
		"26112300001": false, "2611230000001": false, "26112300000a": false, "": false, "261123+00001": false,
	} {
		if n.Valid() != want {
			t.Errorf("%q valid: %v, want %v", n, n.Valid(), want)
		}
	}
	for _, n := range []int{0, -1, 1000000} {
		if got, err := tickets.MakeNumber("261123", n); err == nil {
			t.Errorf("number %d: %s, want an error", n, got)
		}
	}
	// 16:00 UTC is midnight in China, also at the turn of the year.
	newYear := time.Date(2026, 12, 31, 16, 0, 0, 0, time.UTC)
	if before, after := tickets.Day(newYear.Add(-1)), tickets.Day(newYear); before != "261231" || after != "270101" {
		t.Errorf("days around midnight of the new year: %s, %s", before, after)
	}
}

func TestTheDaysOfABook(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to string
		days     int
		wrong    string // the field that is refused
	}{
		{"2026-11-23", "2026-11-23", 1, ""}, {"2026-12-28", "2027-01-03", 7, ""}, {"2026-12-01", "2026-12-31", 31, ""},
		{"2028-02-01", "2028-02-29", 29, ""}, {"2026-12-01", "2027-01-01", 0, "to"}, {"2026-11-23", "2026-11-22", 0, "to"},
		{"2026-02-30", "2026-03-01", 0, "day"}, {"x", "2026-11-22", 0, "day"}, {"2026-02-01", "x", 0, "to"}, {"0001-01-01", "9999-12-31", 0, "to"},
	} {
		days, err := tickets.BookDays(c.from, c.to)
		if len(days) != c.days || (err == nil) != (c.wrong == "") || err != nil && !strings.Contains(err.Error(), ": "+c.wrong+" ") {
			t.Errorf("%s to %s: %v, %v", c.from, c.to, days, err)
		}
		if c.days > 0 && (days[0] != c.from || days[c.days-1] != c.to) {
			t.Errorf("%s to %s begins and ends with %s, %s", c.from, c.to, days[0], days[c.days-1])
		}
	}
}

// TestATicketsNumberIsFoundHoweverItIsTyped, and nothing else is taken for one.
func TestATicketsNumberIsFoundHoweverItIsTyped(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"261123000001", "261123-000001", "2611 2300 0001", "№261123000001", "No. 261123000001", "工单261123000001", "工單：２６１１２３—０００００１。", "受理编号：2611-2300-0001", "個案編號 261123000001", "261123000001.", "#261123000001", "【261123000001】", "\u200b261123\u00ad000001", "ticket 261123/000001", "二六一一二三〇〇〇〇〇一", "261123·000001号",
		"受理单号：261123000001", "受理號261123000001", "流水号 261123000001", "案件编号261123000001", "诉求编号：261123000001", "登记编号261123000001", "件号261123000001", "n° 261123000001",
		"您的工单261123000001的回复", "查询工单 261123000001 的进度", "工单（261123000001）", "261123000001-2", "单号 261123000001-12", "No:261123000001", "NO.２６１１２３０００００１－３"} {
		if n, ok := tickets.FindNumber(s); !ok || n != "261123000001" {
			t.Errorf("%+q is read as %s, %v", s, n, ok)
		}
	}
	for _, s := range []string{"261123000001路灯", "261123000000", "261323000001", "路灯", "", "13800138000", "工单", "261123000001、261123000002", "261123000001-1234", "261123000001-x", "26112300-1", "note 261123000001", "GD261123000001"} {
		if n, ok := tickets.FindNumber(s); ok {
			t.Errorf("%q is taken for ticket %s", s, n)
		}
	}
}
