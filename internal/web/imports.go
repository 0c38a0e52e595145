package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"hotline12345/internal/web/httpapi"
	"hotline12345/internal/web/promptapi"
	"hotline12345/tickets"
	"hotline12345/tickets/importing"
	"hotline12345/tickets/org"
)

// importRoutes registers the import of tables.
func (s *Server) importRoutes() {
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/import/{kind}/template.xlsx", ID: "get-import-template",
		Summary: "An empty table to fill in",
		Roles:   httpapi.Administrators, WholeCity: true, Describe: httpapi.Binary(xlsxType)}, s.template)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodPost, Path: "/api/import/{kind}", ID: "import-table",
		Summary: "Check a table (.xlsx, CSV), and import it if nothing is wrong",
		Roles:   httpapi.Administrators, WholeCity: true, Describe: largeTable}, s.importTable)
	s.importWordRoutes()
}

// Imports is where tables go to.
type Imports interface {
	Units(ctx context.Context) ([]org.Unit, error)
	Categories(ctx context.Context) ([]tickets.Category, error)
	EveryUser(ctx context.Context) ([]org.User, error)
	// ApplyImport carries a table out whole or not at all.
	ApplyImport(ctx context.Context, b importing.Batch, act importing.Act) (importing.Outcome, error)
	ImportWords
}

// Sheets reads and writes tables: .xlsx, and text and HTML to read.
type Sheets interface {
	Read(file []byte) (importing.File, error)
	Template(k importing.Kind, columns []importing.Column, language string) ([]byte, error)
	promptapi.Sheets
}

const (
	// uploadLimit is how long a file may take to arrive.
	uploadLimit = 2 * time.Minute
	// faultsShown bounds a reply; FaultCount counts all.
	faultsShown = 5000
	xlsxType    = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// KindPath names a kind of table in an address.
type KindPath struct {
	Kind importing.Kind `path:"kind" enum:"units,categories,users,tickets"`
}

type templateRequest struct {
	KindPath
	Language string `query:"lang" enum:"zh-CN,zh-HK,en" doc:"zh-CN if none"`
}

type templateReply struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

// largeTable lets a table be larger, and slower, than other requests.
func largeTable(o *huma.Operation) {
	o.MaxBodyBytes, o.BodyReadTimeout = importing.MaxSize, uploadLimit
}

func (s *Server) template(ctx context.Context, in *templateRequest) (*templateReply, error) {
	file, err := s.cfg.Sheets.Template(in.Kind, importing.ColumnsOf(in.Kind, s.cfg.Tickets.Rulebook(ctx)), in.Language)
	return &templateReply{Type: xlsxType, Body: file,
		Disposition: fmt.Sprintf("attachment; filename=%q", string(in.Kind)+".xlsx")}, err
}

type importRequest struct {
	KindPath
	DryRun  bool             `query:"dry_run" doc:"try everything, keep nothing"`
	Sheets  []string         `query:"sheet,explode" doc:"the sheets to read; none: each that is shown and has headings"`
	Hidden  importing.Choice `query:"hidden" enum:"take,leave" doc:"rows and columns that the table program does not show; none: they are faults"`
	Merged  importing.Choice `query:"merged" enum:"take,leave" doc:"leave: the value of a cell that is merged over rows is the first row's alone"`
	RawBody []byte
}

// choices are what the person decided about the file.
func (in *importRequest) choices() importing.Choices {
	c := importing.Choices{Hidden: in.Hidden, Merged: in.Merged}
	if len(in.Sheets) > 0 {
		c.Sheets = in.Sheets
	}
	return c
}

// ImportReport is what is wrong with a table, or what became of it.
type ImportReport struct {
	Kind   importing.Kind `json:"kind"`
	DryRun bool           `json:"dry_run"`
	// Applied reports whether the table was imported, whole. A table with a
	// fault never is.
	Applied bool `json:"applied"`
	Rows    int  `json:"rows"`
	importing.Outcome
	// Shape is what tables with the same headings have in common: a mapping is kept for it.
	Shape string `json:"shape"`
	// Mapping is what is remembered for the shape, by which the file was read.
	Mapping importing.Mapping `json:"mapping"`
	// MappingRev is its version, to be sent back with a change; "" if nothing is remembered.
	MappingRev string                `json:"mapping_rev"`
	Sheets     []importing.SheetUse  `json:"sheets" nullable:"false"`
	Columns    []importing.ColumnUse `json:"columns" nullable:"false"`
	// Words are those that nothing explains, or the mapping does.
	Words []importing.WordUse `json:"words" nullable:"false"`
	// Preview are the first rows as they will be stored.
	Preview []importing.PreviewRow `json:"preview" nullable:"false"`
	// Notes are what is not read, and why: at most 5,000.
	Notes []importing.Fault `json:"notes" nullable:"false"`
	// Ignored are headings of no known column.
	Ignored []string `json:"ignored" nullable:"false"`
	// Faults are at most 5,000; FaultCount counts all.
	Faults     []importing.Fault `json:"faults" nullable:"false"`
	FaultCount int               `json:"fault_count"`
	// Warnings are what is allowed but may be a mistake.
	Warnings []importing.Fault `json:"warnings" nullable:"false"`
	// Passwords are those made for accounts; they are shown this once.
	Passwords []NewPassword `json:"passwords" nullable:"false"`
}

// NewPassword is the first password of an account.
type NewPassword struct {
	Login    string `json:"login"`
	Name     string `json:"name"`
	Password string `json:"password"`
}

type importReply struct{ Body ImportReport }

// importTable answers 200 also for a table with faults: the report is the answer,
// and Applied reports whether anything changed.
func (s *Server) importTable(ctx context.Context, in *importRequest) (*importReply, error) {
	if !s.importing.TryLock() {
		return nil, importing.ErrRunning
	}
	defer s.importing.Unlock()
	file, err := s.cfg.Sheets.Read(in.RawBody)
	if err != nil {
		return nil, err
	}
	existing, err := s.importBasis(ctx, in.Kind)
	if err != nil {
		return nil, err
	}
	table := importing.Open(in.Kind, file, in.choices())
	if table.Mapping, err = s.cfg.Imports.ImportMapping(ctx, in.Kind, table.Shape()); err != nil {
		return nil, err
	}
	batch, faults := importing.Check(table, existing)
	report := s.reportOf(table, batch, in.DryRun)
	if len(faults) == 0 {
		act := importing.Act{ID: httpapi.RequestInfoOf(ctx).ID, At: existing.Now, By: existing.By, DryRun: in.DryRun}
		if !in.DryRun {
			if report.Passwords, err = s.firstPasswords(ctx, batch.Users); err != nil {
				return nil, err
			}
			s.accounts.doubtAll()
		}
		if report.Outcome, err = s.cfg.Imports.ApplyImport(ctx, batch, act); err != nil {
			return nil, err
		}
		faults = report.Outcome.Faults
		report.Applied = !in.DryRun && len(faults) == 0
	}
	if !report.Applied {
		report.Passwords = []NewPassword{}
	}
	report.Faults, report.FaultCount = httpapi.NotNil(faults[:min(len(faults), faultsShown)]), len(faults)
	s.cfg.Tickets.ForgetRules()
	if report.Applied {
		s.accounts.doubtAll()
		s.dismissImported(existing.Users, batch.Users)
	}
	return &importReply{Body: report}, nil
}

// reportOf returns what is known of a table before it is carried out.
func (s *Server) reportOf(t *importing.Table, b importing.Batch, dry bool) ImportReport {
	first := func(list []importing.Fault) []importing.Fault {
		return httpapi.NotNil(list[:min(len(list), faultsShown)])
	}
	return ImportReport{Kind: t.Kind, DryRun: dry, Rows: b.Rows, Shape: t.Shape(), Mapping: wholeMapping(t.Mapping), MappingRev: t.Mapping.Rev(), Sheets: httpapi.NotNil(t.Sheets), Columns: httpapi.NotNil(t.Columns),
		Words: httpapi.NotNil(b.Words), Preview: httpapi.NotNil(b.Preview), Notes: first(t.Notes), Warnings: first(b.Warnings), Ignored: httpapi.NotNil(t.Ignored), Passwords: []NewPassword{}}
}

// importBasis returns what is there already, fresh from the store.
func (s *Server) importBasis(ctx context.Context, kind importing.Kind) (k importing.Existing, err error) {
	k = importing.Existing{By: httpapi.ActorOf(ctx), Login: httpapi.UserOf(ctx).Login, Now: s.cfg.Now(), Rules: s.cfg.Tickets.Rulebook(ctx)}
	if k.Units, err = s.cfg.Imports.Units(ctx); err != nil {
		return k, err
	}
	if k.Categories, err = s.cfg.Imports.Categories(ctx); err != nil {
		return k, err
	}
	if kind == importing.Users {
		if k.Users, err = s.cfg.Imports.EveryUser(ctx); err != nil {
			return k, err
		}
	}
	k.Words, err = s.cfg.Imports.ImportWords(ctx)
	k.Rules.Tree, k.Rules.Categories = org.NewTree(k.Units), k.Categories
	return k, err
}
