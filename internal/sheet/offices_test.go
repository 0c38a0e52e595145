package sheet

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
	"hotline12345/tickets/importing"
	"hotline12345/tickets/org"
)

// offices are files as real offices have them, each with an oddity.
func offices(t testing.TB) map[string][]byte {
	t.Helper()
	const dir = "testdata/offices"
	names, err := os.ReadDir(dir)
	must(t, err)
	files := map[string][]byte{}
	for _, n := range names {
		files[n.Name()], err = os.ReadFile(filepath.Join(dir, n.Name()))
		must(t, err)
	}
	return files
}

var now = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)

func existing() importing.Existing {
	units := []org.Unit{{Code: "Y", Name: "云湾市", Level: 1}, {Code: "Y00", Name: "市12345热线中心", Parent: "Y", Level: 1, Centre: true}, {Code: "Y04", Name: "市城管局", Parent: "Y", Level: 1}}
	rules := tickets.DefaultRulebook()
	rules.Tree = org.NewTree(units)
	return importing.Existing{Units: units, Rules: rules, Now: now, By: org.Actor{Person: org.Person{ID: "9", Name: "管理员", Unit: "Y00"}, Roles: []org.Role{org.RoleAdministrator}}}
}

// said are faults as "sheet!cell code", or with the row where it is one.
func said(list []importing.Fault) []string {
	var out []string
	for _, f := range list {
		at := f.Cell
		if at == "" {
			at = "row " + string(rune('0'+f.Row)) + " " + f.Column
		}
		out = append(out, strings.TrimSpace(strings.TrimPrefix(f.Sheet+"!"+strings.TrimSpace(at)+" "+string(f.Code), "!")))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// checked reads a file of old tickets and returns what becomes of it.
func checked(t testing.TB, file []byte, c importing.Choices) (*importing.Table, importing.Batch, []importing.Fault) {
	t.Helper()
	read, err := Sheets{}.Read(file)
	must(t, err)
	table := importing.Open(importing.Tickets, read, c)
	b, faults := importing.Check(table, existing())
	return table, b, faults
}

// TestFilesOfOffices: each is read rightly, or its fault is said by name.
func TestFilesOfOffices(t *testing.T) {
	t.Parallel()
	want := map[string]struct {
		rows             int
		faults, warnings []string
		notes            []string
	}{
		"swallow.csv":         {7, []string{"row 3 open_quote"}, nil, nil},
		"quoted-word.csv":     {1, nil, []string{"G2 odd_quote"}, nil},
		"merged.xlsx":         {3, nil, []string{"Sheet!F3 merged", "Sheet!F4 merged", "Sheet!J3 merged", "Sheet!J4 merged", "Sheet!K3 merged", "Sheet!K4 merged"}, nil},
		"hidden-sheet.xlsx":   {1, []string{"Sheet!row 1 hidden_sheet"}, nil, nil},
		"two-months.xlsx":     {2, nil, nil, nil},
		"hidden-row.xlsx":     {3, []string{"Sheet!row 3 hidden_row"}, nil, nil},
		"formula.xlsx":        {1, []string{"Sheet!F2 no_value", "Sheet!J2 no_value", "Sheet!K2 no_value"}, nil, nil},
		"digits18.xlsx":       {1, []string{"Sheet!A2 lost_digits"}, nil, nil},
		"dates.csv":           {6, nil, nil, nil},
		"same-day.csv":        {1, nil, nil, nil},
		"phones.csv":          {5, nil, nil, nil},
		"bidi.csv":            {1, nil, nil, nil},
		"gbk-pua.csv":         {1, nil, nil, nil},
		"title-semicolon.csv": {1, nil, nil, []string{"row 1 above_headings"}},
		"cr-only.csv":         {1, nil, nil, nil},
		"cover.xlsx":          {1, nil, nil, []string{"封面!row 1 no_headings"}},
		"two-level.xlsx":      {1, nil, nil, []string{"Sheet!row 1 above_headings", "Sheet!row 2 above_headings", "Sheet!row 5 total_row"}},
		"no-r.xlsx":           {1, nil, nil, nil},
		"html.xls":            {0, []string{"row 1 empty"}, nil, nil},
		"unicode-text.txt":    {1, nil, nil, nil},
	}
	files := offices(t)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(files))); diff != "" {
		t.Fatalf("files (-want +got):\n%s", diff)
	}
	for name, w := range want {
		table, b, faults := checked(t, files[name], importing.Choices{})
		if b.Rows != w.rows {
			t.Errorf("%s: %d rows, want %d", name, b.Rows, w.rows)
		}
		for what, diff := range map[string]string{"faults": cmp.Diff(w.faults, said(faults)), "warnings": cmp.Diff(w.warnings, said(b.Warnings)), "notes": cmp.Diff(w.notes, said(table.Notes))} {
			if diff != "" {
				t.Errorf("%s: %s (-want +got):\n%s", name, what, diff)
			}
		}
	}
}
