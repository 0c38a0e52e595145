package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"hotline12345/internal/sheet"
	"hotline12345/internal/web/lineapi"
	"hotline12345/internal/web/menuapi"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
)

// plain says a prompt by its key.
func plain(p ivr.Prompt) (key, words string) { return p.ID, p.ID + " " + p.Args["line"] }

// TestACalledNumberIsAddedChangedAndTakenAway by the addresses of the interface.
func TestACalledNumberIsAddedChangedAndTakenAway(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(c *Config) { c.Says = plain })
	tel, second, auditor := o.as(t, "telecom_admin"), o.as(t, "telecom_admin"), o.as(t, "auditor")
	first := read[lineapi.NumberList](auditor.do("GET", "/api/numbers", "").want(200, ""))
	if len(first.Numbers) != 1 || !first.Numbers[0].Main || first.Numbers[0].Number != "12345" || first.Numbers[0].Rev != "" || len(first.Languages) != 3 || !slices.Equal(first.Flows, []string{"main"}) {
		t.Fatalf("at first %+v", first)
	}
	const odd = "/api/numbers/12-3%2015"
	set := `{"rev":"","unit":"Y04","settings":{"name":{"zh":"12319城管热线"},"queues":{"general":"complaint"},"offer_s":15}}`
	all := read[lineapi.NumberList](tel.do("PUT", odd, set).want(200, ""))
	n := all.Numbers[1]
	if n.Number != "12315" || n.Unit != "Y04" || n.Rev == "" || n.Holds.Name["zh"] != "12319城管热线" || n.From["name"].Kind != "number" ||
		len(n.Faults) != 2 || n.Faults[0].Code != "no_words" {
		t.Errorf("added %+v", n)
	}
	late := second.do("PUT", "/api/numbers/12315", `{"rev":"","unit":"Y04","settings":{}}`).want(409, "changed_meanwhile").problem()
	if late.Current == nil || late.Current.Rev != n.Rev || late.Current.Number == nil || late.Current.Number.Settings.Offer != 15 {
		t.Errorf("the second is told %+v", late.Current)
	}
	faulty := tel.do("PUT", "/api/numbers/110", `{"rev":"","unit":"nowhere","settings":{"flow":"none"}}`).want(422, "number_faulty").problem()
	if len(faulty.LineFaults) != 3 {
		t.Errorf("all that is wrong: %+v", faulty.LineFaults)
	}
	for _, q := range read[[]menuapi.WaitQueue](tel.do("GET", "/api/queues", "").want(200, "")) {
		if q.ID == "complaint" && !slices.ContainsFunc(q.Uses, func(u menus.Use) bool { return u.Number == "12315" && u.Flow == "main" && u.Live }) {
			t.Errorf("its queue is used by %+v", q.Uses)
		}
	}
	used := tel.do("DELETE", "/api/queues/complaint?rev="+revOf(t, tel, "complaint"), "").want(409, "still_used").problem()
	if used.Uses == nil || len(used.Uses.Numbers) != 1 {
		t.Errorf("its queue is taken away: %+v", used.Uses)
	}
	heard := read[lineapi.NumberHeard](auditor.do("GET", "/api/numbers/12315/heard?language=en", "").want(200, ""))
	if heard.Flow != "main" || heard.Language != "en" || len(heard.Prompts) == 0 {
		t.Errorf("a caller hears %+v", heard)
	}
	auditor.do("GET", "/api/numbers/"+url.PathEscape("+86 １２３１５")+"/heard", "").want(200, "")
	auditor.do("GET", "/api/numbers/12333/heard", "").want(404, "not_found")
	tel.do("DELETE", "/api/numbers/12333?rev="+n.Rev, "").want(404, "not_found")
	tel.do("DELETE", "/api/numbers/12315?rev=0", "").want(409, "changed_meanwhile")
	if all = read[lineapi.NumberList](tel.do("DELETE", "/api/numbers/"+url.PathEscape("１2-315")+"?rev="+n.Rev, "").want(200, "")); len(all.Numbers) != 1 {
		t.Errorf("left are %+v", all.Numbers)
	}
	changes := read[[]menuapi.MenuChange](auditor.do("GET", "/api/menu-changes", "").want(200, ""))
	if changes[0].What != "number_ended" || changes[1].What != "number_set" || changes[1].ID != "12315" || changes[1].By.Name != "telecom_admin" {
		t.Errorf("on record are %+v", changes[:2])
	}
}

func revOf(t *testing.T, b *browser, queue string) string {
	t.Helper()
	for _, q := range read[[]menuapi.WaitQueue](b.do("GET", "/api/queues", "").want(200, "")) {
		if q.ID == queue {
			return q.Rev
		}
	}
	t.Fatalf("no queue %s", queue)
	return ""
}

// TestAUnitSetsWhatItsNumbersInherit, and takes it back.
func TestAUnitSetsWhatItsNumbersInherit(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tel := o.as(t, "telecom_admin")
	tel.do("PUT", "/api/numbers/8812345", `{"rev":"","unit":"A1","settings":{}}`).want(200, "")
	u := read[lineapi.LineUnitView](tel.do("PUT", "/api/line-units/A", `{"rev":"","settings":{"city":{"zh":"望海区"},"announce_s":20}}`).want(200, ""))
	if u.Rev == "" || u.Own.Announce != 20 || u.Inherited.Announce != 0 {
		t.Errorf("set %+v", u)
	}
	all := read[lineapi.NumberList](tel.do("GET", "/api/numbers", "").want(200, ""))
	if n := all.Numbers[1]; n.Holds.City["zh"] != "望海区" || n.From["city"].Unit != "A" || n.Rev == "" {
		t.Errorf("the number has %+v", n)
	}
	if below := read[lineapi.LineUnitView](tel.do("GET", "/api/line-units/A1", "").want(200, "")); below.Inherited.Announce != 20 || below.InheritedFrom["announce_s"].Unit != "A" || len(below.Numbers) != 1 {
		t.Errorf("below it %+v", below)
	}
	late := tel.do("PUT", "/api/line-units/A", `{"rev":"","settings":{}}`).want(409, "changed_meanwhile").problem()
	if late.Current.LineUnit == nil || late.Current.LineUnit.Settings.Announce != 20 {
		t.Errorf("the second is told %+v", late.Current)
	}
	tel.do("PUT", "/api/line-units/A", fmt.Sprintf(`{"rev":%q,"settings":{}}`, u.Rev)).want(200, "")
	if list := read[[]lineapi.LineUnitView](tel.do("GET", "/api/line-units", "").want(200, "")); len(list) != 0 {
		t.Errorf("all inherited again: %+v", list)
	}
	tel.do("PUT", "/api/line-units/Q", `{"rev":"","settings":{"announce_s":20}}`).want(422, "number_faulty")
	tel.do("GET", "/api/line-units/Q", "").want(404, "not_found")
}

// TestTheMergedLinesComeAsATable: 96 of them, tried, kept, sent again, and read back as they were written.
func TestTheMergedLinesComeAsATable(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(c *Config) { c.Sheets = sheet.Sheets{} })
	tel := o.as(t, "telecom_admin")
	table := "号码 number,单位编码 unit,名称 name_zh,队列 queues,备注\n"
	for i := range 96 {
		table += fmt.Sprintf("9-6%03d,Y04,%d号热线,general=complaint,x\n", i, i)
	}
	send := func(table, query string) lineapi.NumbersImport {
		t.Helper()
		return read[lineapi.NumbersImport](tel.do("POST", "/api/numbers/table?"+query, table, "Content-Type", "application/octet-stream").want(200, ""))
	}
	try := send(table, "dry_run=true")
	if try.Rows != 96 || len(try.Changes) != 96 || !try.Changes[0].New || try.Applied || len(try.Faults) > 0 || len(try.Ignored) != 1 {
		t.Fatalf("tried: %d rows, %d changes, faults %+v, ignored %q", try.Rows, len(try.Changes), try.Faults, try.Ignored)
	}
	done := send(table, "rev="+url.QueryEscape(try.Rev))
	if !done.Applied || len(done.Changes) != 96 {
		t.Fatalf("kept: %+v", done)
	}
	if again := send(table, "rev="+url.QueryEscape(try.Rev)); len(again.Changes) != 0 {
		t.Errorf("sent again it changes %d", len(again.Changes))
	}
	for _, format := range []string{"csv", "xlsx"} {
		back := tel.do("GET", "/api/numbers/table?format="+format, "").want(200, "")
		if same := send(string(back.body), "dry_run=true"); same.Rows != 97 || len(same.Changes) > 0 || len(same.Faults) > 0 {
			t.Errorf("%s, read back: %d rows, changes %+v, faults %+v", format, same.Rows, same.Changes, same.Faults)
		}
	}
	spoilt := strings.Replace(strings.Replace(table, "9-6001", "9-6000", 1), "general=complaint", "general=", 1)
	bad := send(spoilt, "rev="+url.QueryEscape(done.Rev))
	if bad.Applied || len(bad.Faults) != 2 {
		t.Errorf("a number twice and half a queue: %+v", bad.Faults)
	}
	tel.do("POST", "/api/numbers/table?rev=x", strings.Replace(table, "号热线", "号线", 1), "Content-Type", "application/octet-stream").want(409, "changed_meanwhile")
	tel.do("POST", "/api/numbers/table?rev=x", "unit\nY04\n", "Content-Type", "application/octet-stream").want(422, "invalid_fields")
}
