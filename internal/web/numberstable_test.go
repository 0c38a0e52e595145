package web

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"hotline12345/internal/sheet"
	"hotline12345/internal/web/lineapi"
)

// TestATableHasNoFormulas: a name that a table program would calculate is a text in the file, and the same
// name when it comes back.
func TestATableHasNoFormulas(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(c *Config) { c.Sheets = sheet.Sheets{} })
	tel := o.as(t, "telecom_admin")
	names := []string{`=HYPERLINK("http://example.org";"热线")`, "=1+1", "+1", "-1", "@SUM(1)", "＝1+1", "'=1", "'0012", "''x", `="0012"`, "=it's", "it's"}
	for i, name := range names {
		tel.do("PUT", fmt.Sprintf("/api/numbers/96%03d", i), fmt.Sprintf(`{"rev":"","unit":"Y04","settings":{"name":{"zh":%q}}}`, name)).want(200, "")
	}
	back := string(tel.do("GET", "/api/numbers/table?format=csv", "").want(200, "").body)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(back, "\ufeff"))).ReadAll()
	must(t, err)
	for _, row := range rows {
		for _, cell := range row {
			if r, _ := utf8.DecodeRuneInString(cell); strings.ContainsRune("=+-@＝＋－＠", r) {
				t.Errorf("a table program calculates %q", cell)
			}
		}
	}
	for _, format := range []string{"csv", "xlsx"} {
		table := string(tel.do("GET", "/api/numbers/table?format="+format, "").want(200, "").body)
		same := read[lineapi.NumbersImport](tel.do("POST", "/api/numbers/table?dry_run=true", table, "Content-Type", "application/octet-stream").want(200, ""))
		if same.Rows != len(names)+1 || len(same.Changes) > 0 || len(same.Faults) > 0 {
			t.Errorf("%s, read back: %d rows, changes %+v, faults %+v", format, same.Rows, same.Changes, same.Faults)
		}
	}
}
