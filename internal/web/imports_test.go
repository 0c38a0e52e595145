package web

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/xuri/excelize/v2"

	"hotline12345/internal/errs"
	"hotline12345/internal/sheet"
	"hotline12345/tickets/importing"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// archive is a store of imports in memory.
type archive struct {
	*storetest.Memory
	people *people

	mu      sync.Mutex
	applied []importing.Batch
	acts    []importing.Act
	out     importing.Outcome
	err     error

	mappings map[string]importing.Mapping
	words    []importing.OwnWord

	begun chan struct{} // closed by an import, which waits for hold; nil: it does not
	hold  chan struct{}
}

func (a *archive) EveryUser(context.Context) ([]org.User, error) {
	return a.people.Every(), nil
}

func (a *archive) ApplyImport(_ context.Context, b importing.Batch, act importing.Act) (importing.Outcome, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.applied, a.acts = append(a.applied, b), append(a.acts, act)
	if a.begun != nil {
		close(a.begun)
		<-a.hold
	}
	return a.out, a.err
}

func (a *archive) ImportMapping(_ context.Context, kind importing.Kind, shape string) (importing.Mapping, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.mappings[string(kind)+shape], nil
}

func (a *archive) KeepImportMapping(_ context.Context, kind importing.Kind, shape string, m importing.Mapping, seen string, by org.Actor, at time.Time) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.mappings[string(kind)+shape]
	if !importing.Replaces(seen, now.Rev(), m.Rev()) {
		return &importing.Stale{Mapping: &now, Rev: now.Rev(), By: &by.Person, At: at}
	}
	a.mappings[string(kind)+shape] = m
	return nil
}

func (a *archive) ImportWords(context.Context) ([]importing.OwnWord, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.words), nil
}

func (a *archive) KeepImportWord(_ context.Context, w importing.OwnWord, seen string, by org.Actor, at time.Time) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.replaceWord(w, seen, by, at)
}

func (a *archive) DropImportWord(_ context.Context, w importing.OwnWord, seen string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	w.Value = ""
	return a.replaceWord(w, seen, org.Actor{}, time.Time{})
}

// replaceWord keeps a word; one without a value is none.
func (a *archive) replaceWord(w importing.OwnWord, seen string, by org.Actor, at time.Time) error {
	i := slices.IndexFunc(a.words, func(x importing.OwnWord) bool { return x.List == w.List && x.Key() == w.Key() })
	now := importing.OwnWord{}
	if i >= 0 {
		now = a.words[i]
	}
	if !importing.Replaces(seen, now.Rev(), w.Rev()) {
		return &importing.Stale{Word: &now, Rev: now.Rev(), By: &by.Person, At: at}
	}
	if i >= 0 {
		a.words = slices.Delete(a.words, i, i+1)
	}
	if w.Value != "" {
		a.words = append(a.words, w)
	}
	return nil
}

func (a *archive) last() (importing.Batch, importing.Act) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.applied[len(a.applied)-1], a.acts[len(a.acts)-1]
}

// importOffice is an office with imports, and a browser of its administrator.
func importOffice(t *testing.T) (*office, *archive, *browser) {
	t.Helper()
	a := &archive{mappings: map[string]importing.Mapping{}}
	o := newOffice(t, func(c *Config) { c.Imports, c.Sheets = a, sheet.Sheets{} })
	a.Memory, a.people = o.register, o.people
	return o, a, o.as(t, "administrator")
}

// xlsx is a real workbook of lines with | between the cells.
func xlsx(t *testing.T, lines ...string) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, l := range lines {
		row := strings.Split(l, "|")
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		must(t, err)
		must(t, f.SetSheetRow("Sheet1", cell, &row))
	}
	out, err := f.WriteToBuffer()
	must(t, err)
	return out.String()
}

func TestTemplateIsADownload(t *testing.T) {
	t.Parallel()
	_, _, b := importOffice(t)
	got := b.do("GET", "/api/import/users/template.xlsx?lang=en", "").want(200, "")
	if got.header.Get("Content-Type") != xlsxType || !strings.Contains(got.header.Get("Content-Disposition"), "users.xlsx") ||
		!strings.HasPrefix(string(got.body), "PK") {
		t.Errorf("template: %v %.10q", got.header, got.body)
	}
	b.do("GET", "/api/import/dogs/template.xlsx", "").want(422, "invalid_request")
	b.do("GET", "/api/import/users/template.xlsx?lang=fr", "").want(422, "invalid_request")
}

func TestATableIsCheckedThenImported(t *testing.T) {
	t.Parallel()
	_, a, b := importOffice(t)
	a.out = importing.Outcome{Added: 1}
	file := xlsx(t, "单位编码|单位名称|上级编码|备注", "Z|新区|Y|x")
	got := read[ImportReport](b.do("POST", "/api/import/units?dry_run=true", file, "Content-Type", xlsxType).want(200, ""))
	if got.Applied || !got.DryRun || got.Rows != 1 || got.Added != 1 || len(got.Ignored) != 1 || got.Ignored[0] != "备注" {
		t.Errorf("checked: %+v", got)
	}
	if _, act := a.last(); !act.DryRun {
		t.Error("a check was carried out")
	}
	got = read[ImportReport](b.do("POST", "/api/import/units", file, "Content-Type", xlsxType).want(200, ""))
	batch, act := a.last()
	if !got.Applied || act.DryRun || act.ID == "" || !act.By.Has(org.RoleAdministrator) || len(batch.Units) != 1 || batch.Units[0].Parent != "Y" {
		t.Errorf("imported: %+v, %+v, %+v", got, batch, act)
	}
}

func TestATableWithFaultsIsNotImported(t *testing.T) {
	t.Parallel()
	_, a, b := importOffice(t)
	file := xlsx(t, "单位编码|单位名称|上级编码", "Z|新区|nobody", "Z||Y")
	got := read[ImportReport](b.do("POST", "/api/import/units", file).want(200, ""))
	if got.Applied || got.FaultCount != 3 || len(got.Faults) != 3 || got.Faults[0].Row != 2 || got.Faults[0].Code != importing.UnknownParent || got.Faults[0].Head != "上级编码" {
		t.Errorf("report: %+v", got)
	}
	if len(a.applied) != 0 {
		t.Error("it reached the store")
	}
	a.out = importing.Outcome{Faults: []importing.Fault{{Row: 2, Code: importing.MovedHere}}}
	got = read[ImportReport](b.do("POST", "/api/import/users", xlsx(t, "账号|姓名|岗位|所属单位", "zhang|张|领导|Y00")).want(200, ""))
	if got.Applied || got.FaultCount != 1 || len(got.Passwords) != 0 {
		t.Errorf("a fault of the store: %+v", got)
	}
}

func TestFirstPasswordsAreToldOnce(t *testing.T) {
	t.Parallel()
	_, a, b := importOffice(t)
	file := xlsx(t, "账号|姓名|工号|岗位|所属单位|初始密码", "zhang|张三|7001|话务员|Y00|", "li|李四||领导|Y00|given-by-hand", "agent|甲|1001|话务员|Y00|")
	if got := read[ImportReport](b.do("POST", "/api/import/users?dry_run=true", file).want(200, "")); len(got.Passwords) != 0 {
		t.Errorf("a check makes passwords: %+v", got.Passwords)
	}
	reply := b.do("POST", "/api/import/users", file).want(200, "")
	got := read[ImportReport](reply)
	if len(got.Passwords) != 1 || got.Passwords[0].Login != "zhang" || strings.Contains(string(reply.body), "argon2id") {
		t.Fatalf("passwords: %+v", got.Passwords)
	}
	batch, _ := a.last()
	for i, password := range []string{got.Passwords[0].Password, "given-by-hand"} {
		if fits, err := argon2id.ComparePasswordAndHash(password, batch.Users[i].PasswordHash); err != nil || !fits {
			t.Errorf("the password %q of %s does not fit: %v", password, batch.Users[i].Login, err)
		}
	}
	if batch.Users[2].Password != "" {
		t.Error("an account that exists gets a password")
	}
}

func TestAnImportEndsWhatItTakesAway(t *testing.T) {
	t.Parallel()
	o, _, b := importOffice(t)
	var dismissed []string
	o.cfg.Dismiss = func(number string) { dismissed = append(dismissed, number) }
	o.restart(t)
	b.base = o.URL
	file := xlsx(t, "账号|姓名|工号|岗位|所属单位|停用|初始密码", "agent|甲|1001|话务员|Y00|是|", "agent2|乙|1002|话务员|Y00||", "supervisor|丙|2001|班长|Y00||重置")
	clerk := o.as(t, "agent")
	clerk.do("GET", "/api/units", "").want(200, "")
	b.do("POST", "/api/import/users?dry_run=true", file).want(200, "")
	if len(dismissed) != 0 {
		t.Errorf("a check closes desks: %v", dismissed)
	}
	o.people.change("agent", func(u *org.User) { u.Disabled = true }) // what the store of this test leaves out
	b.do("POST", "/api/import/users", file).want(200, "")
	slices.Sort(dismissed)
	if want := []string{"1001", "2001"}; !slices.Equal(dismissed, want) {
		t.Errorf("desks closed %v, want %v", dismissed, want)
	}
	clerk.do("GET", "/api/units", "").want(401, "account_off") // at once
}

func TestPasswordsDiffer(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 1000 {
		p := makePassword()
		if seen[p] || len(p) != 15 || p[7] != '-' || strings.ContainsAny(p, "il1o0") {
			t.Fatalf("password %q", p)
		}
		seen[p] = true
	}
}

func TestFilesThatAreNoTables(t *testing.T) {
	t.Parallel()
	_, a, b := importOffice(t)
	b.do("POST", "/api/import/units", "\x89PNG\x00").want(422, "table_no_table")
	b.do("POST", "/api/import/units", "%PDF-1.4").want(422, "table_no_table")
	b.do("POST", "/api/import/units", " \r\n").want(422, "table_empty_file")
	b.do("POST", "/api/import/units", "PK\x03\x04 cut off").want(422, "table_damaged")
	b.do("POST", "/api/import/units", "Rar!\x1a").want(422, "table_archive")
	b.do("POST", "/api/import/units", "\xff\xff\xff,\x81\n").want(422, "table_unreadable")
	b.do("POST", "/api/import/units", "\xd0\xcf\x11\xe0\xa1").want(422, "table_old_format")
	b.do("POST", "/api/import/units", strings.Repeat("x", importing.MaxSize+1)).want(413, "too_large")
	b.do("POST", "/api/import/dogs", "x").want(422, "invalid_request")
	a.err = errs.ErrUnavailable
	b.do("POST", "/api/import/units", "code,name,parent\nZ,新区,Y\n").want(503, "database_away")
	a.err = errs.ErrRefused
	b.do("POST", "/api/import/units", "code,name,parent\nZ,新区,Y\n").want(422, "invalid_request")
	b.do("POST", "/api/import/units", "").want(400, "invalid_request")
}

func TestTwoImportsAtOnce(t *testing.T) {
	t.Parallel()
	_, a, b := importOffice(t)
	a.begun, a.hold = make(chan struct{}), make(chan struct{})
	done := make(chan reply)
	go func() { done <- b.do("POST", "/api/import/units", "code,name,parent\nZ,新区,Y\n") }()
	<-a.begun
	b.do("POST", "/api/import/units?dry_run=true", "code,name,parent\nX,区,Y\n").want(409, "import_running")
	close(a.hold)
	(<-done).want(200, "")
}
