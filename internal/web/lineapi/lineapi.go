// Package lineapi serves the numbers that citizens call, and what units of the tree set for the numbers
// below them.
package lineapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"hotline12345/internal/web/httpapi"
	"hotline12345/ivr"
	"hotline12345/ivr/lines"
	"hotline12345/ivr/menus"
	"hotline12345/ivr/menus/service"
	"hotline12345/tickets/importing"
	"hotline12345/tickets/org"
)

// Sheets reads and writes tables.
type Sheets interface {
	// Read returns the sheets of a workbook or of a delimited text.
	Read(file []byte) (importing.File, error)
	// Write returns a workbook of one sheet with a line of headings.
	Write(sheet string, heads []string, rows [][]string) ([]byte, error)
}

// Says returns the key of what is said of a prompt, and its words.
type Says func(ivr.Prompt) (key, words string)

var (
	writers = []org.Role{org.RoleTelecomAdmin}
	readers = []org.Role{org.RoleTelecomAdmin, org.RoleAuditor}
)

// Register adds the routes of called numbers to the interface.
func Register(api *httpapi.API, menus *service.Service, sheets Sheets, says Says) {
	h := handlers{menus, sheets, says}
	httpapi.Register(api, read(http.MethodGet, "/api/numbers", "list-numbers", "The numbers that citizens call, each with what holds for it and whose setting that is; the hotline's own first"), h.list)
	httpapi.Register(api, write(http.MethodPut, "/api/numbers/{number}", "put-number", "Add or change a called number; the next caller meets it. The same again changes nothing"), h.put)
	httpapi.Register(api, write(http.MethodDelete, "/api/numbers/{number}", "delete-number", "Take a called number away: its callers are answered as those of the hotline's own. Of that one, only what it sets goes"), h.end)
	httpapi.Register(api, read(http.MethodGet, "/api/numbers/{number}/heard", "hear-number", "What a caller of a number hears first, as live calls do"), h.heard)
	httpapi.Register(api, read(http.MethodGet, "/api/line-units", "list-line-units", "The units that set something for the numbers below them"), h.units)
	httpapi.Register(api, read(http.MethodGet, "/api/line-units/{unit}", "get-line-unit", "What a unit sets for its numbers, and what it inherits"), h.unit)
	httpapi.Register(api, write(http.MethodPut, "/api/line-units/{unit}", "put-line-unit", "Change what a unit sets for its numbers; nothing set is all inherited. The same again changes nothing"), h.putUnit)
	table := read(http.MethodGet, "/api/numbers/table", "get-numbers-table", "The called numbers with what each sets itself, to fill in and send back")
	table.Describe = httpapi.Binary(xlsxType, csvType)
	httpapi.Register(api, table, h.table)
	sent := write(http.MethodPost, "/api/numbers/table", "import-numbers", "Change many called numbers at once by a table (.xlsx, CSV), all or none")
	sent.Describe = func(o *huma.Operation) { o.MaxBodyBytes, o.BodyReadTimeout = importing.MaxSize, uploadLimit }
	httpapi.Register(api, sent, h.importTable)
}

type handlers struct {
	menus  *service.Service
	sheets Sheets
	says   Says
}

// who returns who asks.
func who(ctx context.Context) service.Who {
	a := httpapi.ActorOf(ctx)
	return service.Who{Author: ivr.Author(a.Person), Addr: a.From}
}

// read and write declare a route for those who may.
func read(method, path, id, summary string) httpapi.Route {
	return httpapi.Route{Method: method, Path: path, ID: id, Summary: summary, Roles: readers}
}

func write(method, path, id, summary string) httpapi.Route {
	return httpapi.Route{Method: method, Path: path, ID: id, Summary: summary, Roles: writers, WholeCity: true}
}

// LineView is what holds for a number or a unit.
type LineView struct {
	// Own is what it sets itself, Rev names that, "" where it sets nothing.
	Own lines.LineSettings `json:"own"`
	Rev string             `json:"rev" doc:"of what it sets itself; empty where there is no such row yet"`
	// Holds is what holds after inheritance, From by field whose setting it is.
	Holds lines.LineSettings          `json:"holds"`
	From  map[string]lines.LineSource `json:"from" doc:"by field"`
}

// CalledNumber is a number that citizens call.
type CalledNumber struct {
	Number string `json:"number"`
	Unit   string `json:"unit" doc:"the unit whose settings it inherits"`
	Main   bool   `json:"main" doc:"the hotline's own, which the environment sets"`
	LineView
	// Faults are what is wrong, and what may be.
	Faults []lines.LineFault `json:"faults" nullable:"false"`
}

// NumberList are all numbers at one moment.
type NumberList struct {
	Rev       string         `json:"rev" doc:"of all of them"`
	Languages []ivr.Language `json:"languages" nullable:"false" doc:"that there are prompts in"`
	Flows     []string       `json:"flows" nullable:"false" doc:"that callers can be led to"`
	Numbers   []CalledNumber `json:"numbers" nullable:"false"`
}

type listReply struct{ Body NumberList }

func listOf(l service.Lines, err error) (*listReply, error) {
	list := NumberList{Rev: l.NumbersRev(), Languages: httpapi.NotNil(l.Known.Languages), Flows: httpapi.NotNil(l.Known.Flows), Numbers: make([]CalledNumber, len(l.Plan.Numbers))}
	faults := map[string][]lines.LineFault{}
	for _, f := range l.Plan.Check(l.Known) {
		faults[f.Number] = append(faults[f.Number], f)
	}
	for i, e := range l.Plan.ForNumbers() {
		n := l.Plan.Numbers[i]
		view := LineView{Own: n.Settings, Holds: e.LineSettings, From: e.From}
		if row, there := l.LineNumber(n.Number); there {
			view.Rev = row.Rev()
		}
		list.Numbers[i] = CalledNumber{Number: n.Number, Unit: n.Unit, Main: i == 0, LineView: view, Faults: httpapi.NotNil(faults[n.Number])}
	}
	return &listReply{Body: list}, err
}

func (h handlers) list(ctx context.Context, _ *struct{}) (*listReply, error) {
	return listOf(h.menus.Lines(ctx))
}

// NumberPath names a number in an address, however it is written.
type NumberPath struct {
	Number string `path:"number" maxLength:"64"`
}

type putRequest struct {
	NumberPath
	Body struct {
		Rev      string             `json:"rev" maxLength:"64" doc:"of what was read; empty for a new number, and while the hotline's own sets nothing"`
		Unit     string             `json:"unit" maxLength:"64" doc:"the unit whose settings it inherits"`
		Settings lines.LineSettings `json:"settings" doc:"what the number sets itself; what is empty is inherited"`
	}
}

func (h handlers) put(ctx context.Context, in *putRequest) (*listReply, error) {
	n := menus.LineNumber{Number: lines.Number{Number: in.Number, Unit: in.Body.Unit, Settings: in.Body.Settings}}
	return listOf(h.menus.SetNumber(ctx, who(ctx), n, in.Body.Rev))
}

type endRequest struct {
	NumberPath
	Rev string `query:"rev" required:"true" maxLength:"64" doc:"of what was read"`
}

func (h handlers) end(ctx context.Context, in *endRequest) (*listReply, error) {
	return listOf(h.menus.EndNumber(ctx, who(ctx), in.Number, in.Rev))
}
