package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hotline12345/tickets/importing"
)

// TestAMappingIsRememberedForTheNextFile of the same shape.
func TestAMappingIsRememberedForTheNextFile(t *testing.T) {
	t.Parallel()
	_, _, b := importOffice(t)
	file := func(code string) string { return xlsx(t, "单位号|单位名|上级|备注", code+"|新区|云湾|x") }
	got := read[ImportReport](b.do("POST", "/api/import/units?dry_run=true", file("Z")).want(200, ""))
	if got.FaultCount == 0 || len(got.Columns) != 4 || len(got.Shape) != 24 {
		t.Fatalf("an unknown table: %+v", got)
	}
	m := `{"columns":{"单位号":"code","单位名":"name","上级":"parent","备注":"-"},"words":{"parent":{"云湾":"Y"}}}`
	b.do("PUT", "/api/import/units/mappings/"+got.Shape, m).want(204, "")
	next := read[ImportReport](b.do("POST", "/api/import/units?dry_run=true", file("Z2")).want(200, ""))
	if next.MappingRev == "" || got.MappingRev != "" {
		t.Errorf("versions %q, %q", got.MappingRev, next.MappingRev)
	}
	if next.FaultCount != 0 || next.Rows != 1 || len(next.Ignored) != 0 || next.Mapping.Words["parent"]["云湾"] != "Y" || next.Preview[0].Cells[0].Stored != "Z2" {
		t.Errorf("the next file: %+v", next)
	}
	for _, bad := range []string{`{"columns":{"a":"nothing"},"words":{}}`, `{"columns":{"":"code"},"words":{}}`, `{"columns":{"` + strings.Repeat("x", 500) + `":"code"},"words":{}}`} {
		b.do("PUT", "/api/import/units/mappings/"+got.Shape, bad).want(422, "invalid_fields")
	}
	b.do("PUT", "/api/import/units/mappings/other", m).want(422, "invalid_request")
}

// TestWordsOfTheCity: an added word is understood at once, and no more when it is taken away.
func TestWordsOfTheCity(t *testing.T) {
	t.Parallel()
	_, _, b := importOffice(t)
	file := "原工单编号,来电时间,来源,诉求内容,状态\n1,2026-03-05 09:15,随手拍,x,处理中\n"
	faults := func() int {
		return read[ImportReport](b.do("POST", "/api/import/tickets?dry_run=true", file).want(200, "")).FaultCount
	}
	if n := faults(); n != 1 {
		t.Errorf("an unknown word: %d faults", n)
	}
	b.do("PUT", "/api/import-words", `{"list":"channel","word":"随手拍","value":"web"}`).want(204, "")
	if n := faults(); n != 0 {
		t.Errorf("an added word: %d faults", n)
	}
	view := read[WordsView](b.do("GET", "/api/import-words", "").want(200, ""))
	if len(view.Own) != 1 || view.Own[0].Value != "web" || len(view.Lists) != len(importing.Lists()) || len(view.Fields["tickets"]) != len(importing.Columns(importing.Tickets)) {
		t.Errorf("words: %+v", view)
	}
	b.do("PUT", "/api/import-words", `{"list":"channel","word":"随手拍","value":"pigeon"}`).want(422, "invalid_fields")
	b.do("DELETE", "/api/import-words/channel/随手拍", "").want(204, "")
	if n := faults(); n != 1 {
		t.Errorf("a word that was taken away: %d faults", n)
	}
}

// TestChoicesAreParameters: what is hidden is asked about, and the answer counts.
func TestChoicesAreParameters(t *testing.T) {
	t.Parallel()
	_, a, b := importOffice(t)
	page := "<table><tr><td>code<td>name<td>parent</tr><tr><td>Z<td rowspan=2>新区<td>Y</tr><tr style='display:none'><td>Z2<td>Y</tr></table>"
	got := read[ImportReport](b.do("POST", "/api/import/units", page).want(200, ""))
	if got.Applied || got.FaultCount != 1 || got.Faults[0].Code != importing.HiddenRow || got.Faults[0].Row != 3 {
		t.Errorf("undecided: %+v", got)
	}
	got = read[ImportReport](b.do("POST", "/api/import/units?hidden=leave", page).want(200, ""))
	if batch, _ := a.last(); !got.Applied || len(batch.Units) != 1 || len(got.Notes) != 1 {
		t.Errorf("left out: %+v", got)
	}
	got = read[ImportReport](b.do("POST", "/api/import/units?hidden=take&merged=take&dry_run=true", page).want(200, ""))
	if batch, _ := a.last(); got.FaultCount != 0 || len(batch.Units) != 2 || batch.Units[1].Name != "新区" || len(got.Warnings) != 1 {
		t.Errorf("taken: %+v", got)
	}
	b.do("POST", "/api/import/units?hidden=maybe", page).want(422, "invalid_request")
}

// TestSheetsAreParameters: a name may have any sign.
func TestSheetsAreParameters(t *testing.T) {
	t.Parallel()
	_, _, b := importOffice(t)
	f := excelize.NewFile()
	defer f.Close()
	for i, name := range []string{"1月, 旧", "2月&新", "说明"} {
		_, err := f.NewSheet(name)
		must(t, err)
		must(t, f.SetSheetRow(name, "A1", &[]string{"code", "name", "parent"}))
		must(t, f.SetSheetRow(name, "A2", &[]string{fmt.Sprintf("Z%d", i), "新区", "Y"}))
	}
	must(t, f.DeleteSheet("Sheet1"))
	out, err := f.WriteToBuffer()
	must(t, err)
	check := func(names ...string) ImportReport {
		q := url.Values{"dry_run": {"true"}, "sheet": names}
		return read[ImportReport](b.do("POST", "/api/import/units?"+q.Encode(), out.String()).want(200, ""))
	}
	if got := check(); got.Rows != 3 || len(got.Sheets) != 3 {
		t.Errorf("all: %+v", got)
	}
	got := check("1月, 旧", "2月&新")
	if got.Rows != 2 || !got.Sheets[0].Read || !got.Sheets[1].Read || got.Sheets[2].Read || len(got.Notes) != 1 || got.Notes[0].Code != importing.SheetLeft {
		t.Errorf("two: %+v", got)
	}
	if got = check("nothing"); got.Rows != 0 || got.FaultCount != 1 || got.Faults[0].Code != importing.Empty {
		t.Errorf("a sheet that is not there: %+v", got)
	}
}

// TestTwoAdministratorsTeachTheImports: the second is told what the first one made of a mapping or a
// word, whichever way it is sent; and it stays.
func TestTwoAdministratorsTeachTheImports(t *testing.T) {
	t.Parallel()
	o, _, a := importOffice(t)
	b := o.as(t, "administrator")
	const shape = "/api/import/units/mappings/0123456789abcdef01234567"
	for _, c := range []struct{ address, first, second string }{
		{shape, `{"columns":{"甲":"code"},"words":{}`, `{"columns":{"甲":"name"},"words":{}`},
		{"/api/import-words", `{"list":"type","word":"督办件","value":"help"`, `{"list":"type","word":"督办件","value":"report"`},
	} {
		a.do("PUT", c.address, c.first+"}").want(204, "")
		a.do("PUT", c.address, c.first+"}").want(204, "") // a lost answer
		for _, late := range []reply{b.do("PUT", c.address, c.second+"}"), b.do("PUT", c.address, c.second+`,"rev":"0123"}`), b.do("PUT", c.address, c.second+"}", "If-Match", `"0123"`)} {
			p := late.want(409, "changed_meanwhile").problem()
			if p.Current == nil || p.Current.Rev == "" || p.Current.By == nil || (p.Current.Mapping == nil) == (p.Current.Word == nil) {
				t.Fatalf("%s: the second is told %s", c.address, late.body)
			}
		}
		rev := b.do("PUT", c.address, c.second+"}").problem().Current.Rev
		b.do("PUT", c.address, c.second+`,"rev":"`+rev+`"}`).want(204, "")
		a.do("PUT", c.address, c.first+"}", "If-Match", "*").want(204, "")
	}
	view := read[WordsView](a.do("GET", "/api/import-words", "").want(200, ""))
	b.do("DELETE", "/api/import-words/type/督办件", "", "If-Match", `"0123"`).want(409, "changed_meanwhile")
	b.do("DELETE", "/api/import-words/type/督办件", "", "If-Match", `"`+view.Own[0].Rev+`"`).want(204, "")
}
