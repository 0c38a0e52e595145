package web

import (
	"context"
	"net/http"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/importing"
	"hotline12345/tickets/org"
)

// ImportWords is where is kept what columns and words of files mean.
type ImportWords interface {
	// ImportMapping returns what is remembered for a shape of table; an empty one if nothing.
	ImportMapping(ctx context.Context, kind importing.Kind, shape string) (importing.Mapping, error)
	// KeepImportMapping puts a mapping in the place of the version that was seen (Mapping.Rev, or
	// importing.AnyRev), or returns importing.Stale.
	KeepImportMapping(ctx context.Context, kind importing.Kind, shape string, m importing.Mapping, seen string, by org.Actor, at time.Time) error
	// ImportWords returns the words that administrators added, by list and word.
	ImportWords(ctx context.Context) ([]importing.OwnWord, error)
	// KeepImportWord adds a word, or gives the version that was seen another value, or returns
	// importing.Stale.
	KeepImportWord(ctx context.Context, w importing.OwnWord, seen string, by org.Actor, at time.Time) error
	// DropImportWord takes the version that was seen away, or returns importing.Stale; one that is
	// not there is no error.
	DropImportWord(ctx context.Context, w importing.OwnWord, seen string) error
}

func (s *Server) importWordRoutes() {
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodPut, Path: "/api/import/{kind}/mappings/{shape}", ID: "keep-import-mapping",
		Summary: "Remember what the columns and words of a shape of table mean",
		Roles:   httpapi.Administrators, WholeCity: true}, s.keepMapping)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/import-words", ID: "list-import-words",
		Summary: "The words that imports understand",
		Roles:   httpapi.Administrators, WholeCity: true}, s.importWords)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodPut, Path: "/api/import-words", ID: "keep-import-word",
		Summary: "Add a word of offices, or give it another meaning",
		Roles:   httpapi.Administrators, WholeCity: true}, s.keepImportWord)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodDelete, Path: "/api/import-words/{list}/{word}", ID: "drop-import-word",
		Summary: "Take an added word away",
		Roles:   httpapi.Administrators, WholeCity: true}, s.dropImportWord)
}

type mappingRequest struct {
	KindPath
	Shape string `path:"shape" pattern:"^[0-9a-f]{24}$" doc:"of the report of a check"`
	httpapi.IfMatch
	Body MappingBody
}

// MappingBody is a mapping as it is to be, and the version that was read.
type MappingBody struct {
	importing.Mapping
	Rev string `json:"rev,omitempty" maxLength:"64" doc:"the version that was read (mapping_rev of the report); none: there was nothing yet; *: replace whatever stands there"`
}

func (s *Server) keepMapping(ctx context.Context, in *mappingRequest) (*struct{}, error) {
	if !in.Body.Valid(in.Kind) {
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "columns", Code: errs.CodeInvalid}}}
	}
	return nil, s.cfg.Imports.KeepImportMapping(ctx, in.Kind, in.Shape, in.Body.Mapping, in.Seen(in.Body.Rev), httpapi.ActorOf(ctx), s.cfg.Now())
}

// wholeMapping returns a mapping without null in it.
func wholeMapping(m importing.Mapping) importing.Mapping {
	if m.Columns == nil {
		m.Columns = map[string]string{}
	}
	if m.Words == nil {
		m.Words = map[string]map[string]string{}
	}
	return m
}

// WordList is a list of values with the words for each.
type WordList struct {
	Name   string      `json:"name"`
	Values []ListValue `json:"values" nullable:"false"`
}

// ListValue is a value and the words that the program knows for it.
type ListValue struct {
	Value string   `json:"value"`
	Text  []string `json:"text" nullable:"false" doc:"in zh-CN, zh-HK, en"`
	Also  []string `json:"also" nullable:"false"`
}

// WordsView are the words that imports understand.
type WordsView struct {
	Lists []WordList `json:"lists" nullable:"false"`
	Own   []WordView `json:"own" nullable:"false"`
	// Fields are the columns that each kind of table has.
	Fields map[string][]FieldView `json:"fields"`
}

// WordView is a word that an administrator added, with its version.
type WordView struct {
	importing.OwnWord
	Rev string `json:"rev,omitempty" maxLength:"64" doc:"its version; sent back with a change: none: there was no such word yet; *: replace whatever stands there"`
}

// FieldView is a column that a kind of table has.
type FieldView struct {
	Field    string   `json:"field"`
	Text     []string `json:"text" nullable:"false" doc:"in zh-CN, zh-HK, en"`
	Required bool     `json:"required"`
	List     string   `json:"list" doc:"whose words the column takes; empty if none"`
}

type wordsReply struct{ Body WordsView }

func (s *Server) importWords(ctx context.Context, _ *struct{}) (*wordsReply, error) {
	own, err := s.cfg.Imports.ImportWords(ctx)
	view := WordsView{Lists: []WordList{}, Own: []WordView{}, Fields: map[string][]FieldView{}}
	for _, w := range own {
		view.Own = append(view.Own, WordView{w, w.Rev()})
	}
	for _, l := range importing.ListsOf(s.cfg.Tickets.Rulebook(ctx)) {
		list := WordList{Name: l.Name, Values: []ListValue{}}
		for _, w := range l.Words {
			list.Values = append(list.Values, ListValue{Value: w.Value, Text: w.Text[:], Also: httpapi.NotNil(w.Also)})
		}
		view.Lists = append(view.Lists, list)
	}
	for _, k := range importing.Kinds() {
		for _, c := range importing.Columns(k) {
			view.Fields[string(k)] = append(view.Fields[string(k)], FieldView{Field: c.Field, Text: c.Head[:], Required: c.Required, List: c.List})
		}
	}
	return &wordsReply{Body: view}, err
}

type keepWordRequest struct {
	httpapi.IfMatch
	Body WordView
}

func (s *Server) keepImportWord(ctx context.Context, in *keepWordRequest) (*struct{}, error) {
	if !in.Body.Valid(s.cfg.Tickets.Rulebook(ctx)) {
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "word", Code: errs.CodeInvalid}}}
	}
	return nil, s.cfg.Imports.KeepImportWord(ctx, in.Body.OwnWord, in.Seen(in.Body.Rev), httpapi.ActorOf(ctx), s.cfg.Now())
}

type dropWordRequest struct {
	List string `path:"list" maxLength:"40"`
	Word string `path:"word" maxLength:"400"`
	httpapi.IfMatch
}

func (s *Server) dropImportWord(ctx context.Context, in *dropWordRequest) (*struct{}, error) {
	return nil, s.cfg.Imports.DropImportWord(ctx, importing.OwnWord{List: in.List, Word: in.Word}, in.Seen(importing.AnyRev))
}
