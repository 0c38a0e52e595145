// Package promptapi serves what callers hear: the texts of prompts, their recordings, and the
// readings of words.
package promptapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/ivr"
	"hotline12345/ivr/prompts"
	"hotline12345/tickets/org"
)

// Sheets writes tables.
type Sheets interface {
	// Write returns a workbook of one sheet with a line of headings.
	Write(sheet string, heads []string, rows [][]string) ([]byte, error)
}

var (
	keepers = []org.Role{org.RoleTelecomAdmin}
	readers = []org.Role{org.RoleTelecomAdmin, org.RoleAuditor}
)

// Register adds the routes of prompts to the interface.
func Register(api *httpapi.API, service *prompts.Service, sheets Sheets) {
	h := handlers{service, sheets}
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/prompts", ID: "list-prompts",
		Summary: "All prompts with their texts, recordings and what each language lacks", Roles: readers}, h.list)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/languages", ID: "list-languages",
		Summary: "The languages that callers can hear, in the order in which they are offered", Roles: httpapi.Anyone}, h.languages)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/prompts/{key}/{language}", ID: "get-prompt",
		Summary: "A prompt in a language, and all that became of it", Roles: readers}, h.get)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPut, Path: "/api/prompts/{key}/{language}", ID: "save-prompt",
		Summary: "Change a prompt's text; callers hear it with the next prompt. Without forms, the shipped text comes back", Roles: keepers, WholeCity: true}, h.save)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/prompts/{key}/{language}/preview", ID: "preview-prompt",
		Summary: "Hear a text that is being edited, with values", Roles: readers}, h.preview)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/prompts/{key}/{language}/words", ID: "preview-prompt-words",
		Summary: "What a text that is being edited says with some values, in words", Roles: readers}, h.words)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/prompts/{key}/{language}/sound", ID: "hear-prompt",
		Summary: "A prompt as callers hear it, with values", Roles: readers, Describe: httpapi.Binary("audio/wav")}, h.sound)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/prompts/{key}/{language}/recording", ID: "record-prompt",
		Summary: "Put a recording in the place of the voice; one that is refused is an outcome, with the second and the reason",
		Roles:   keepers, WholeCity: true, Describe: httpapi.BinaryBody("WAV or MP3 of any rate, at most 30 MB and two minutes")}, h.record)
	httpapi.Register(api, httpapi.Route{Method: http.MethodDelete, Path: "/api/prompts/{key}/{language}/recording", ID: "unrecord-prompt",
		Summary: "Take a recording away: the voice speaks again", Roles: keepers, WholeCity: true}, h.unrecord)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/prompts/recordings", ID: "import-recording",
		Summary: "Take a returned recording by its name, <key>_<language>.wav",
		Roles:   keepers, WholeCity: true, Describe: httpapi.BinaryBody("WAV or MP3 of any rate, at most 30 MB and two minutes")}, h.importRecording)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/prompts/script.xlsx", ID: "get-prompt-script",
		Summary: "The script for the voice artist", Roles: readers, Describe: httpapi.Binary(xlsxType)}, h.script)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPut, Path: "/api/prompts/readings", ID: "save-reading",
		Summary: "Say how a word is read; an empty reading takes a shipped one away", Roles: keepers, WholeCity: true}, h.saveReading)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/prompts/readings/preview", ID: "preview-reading",
		Summary: "Hear a word with a reading that is being edited", Roles: readers}, h.previewReading)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPut, Path: "/api/prompts/{key}/{language}/heard", ID: "note-prompt-heard",
		Summary: "Keep that an administrator listened to a version; it is no longer to be heard", Roles: keepers, WholeCity: true}, h.noteHeard)
}

type handlers struct {
	prompts *prompts.Service
	sheets  Sheets
}

// PromptList is all that callers can hear.
type PromptList struct {
	Languages []prompts.PromptLanguage `json:"languages" nullable:"false"`
	Prompts   []prompts.PromptLine     `json:"prompts" nullable:"false"`
	Readings  []prompts.WordReading    `json:"readings" nullable:"false"`
	// Arguments are the values that texts may have.
	Arguments []prompts.PromptArgument `json:"arguments" nullable:"false"`
	// Engines tells how each language's speech engine does.
	Engines []prompts.EngineState `json:"engines" nullable:"false"`
}

type listReply struct{ Body PromptList }

func (h handlers) list(context.Context, *struct{}) (*listReply, error) {
	return &listReply{PromptList{httpapi.NotNil(h.prompts.Languages()), h.prompts.List(), h.prompts.Readings(),
		h.prompts.Arguments(), httpapi.NotNil(h.prompts.Engines())}}, nil
}

type languagesReply struct {
	Body []prompts.PromptLanguage `nullable:"false"`
}

func (h handlers) languages(context.Context, *struct{}) (*languagesReply, error) {
	return &languagesReply{httpapi.NotNil(h.prompts.Languages())}, nil
}

// editorOf returns who asks.
func editorOf(ctx context.Context) prompts.Editor {
	a := httpapi.ActorOf(ctx)
	return prompts.Editor{Author: ivr.Author(a.Person), From: a.From, Writes: a.Has(keepers...)}
}

// PromptPath names a prompt in a language.
type PromptPath struct {
	Key      string       `path:"key" maxLength:"64" doc:"such as queue_next"`
	Language ivr.Language `path:"language" maxLength:"16" doc:"such as yue"`
}

// PromptView is a prompt in one language.
type PromptView struct {
	prompts.PromptEntry
	// History has all versions, the latest first.
	History []prompts.PromptVersion `json:"history" nullable:"false"`
}

type viewReply struct{ Body PromptView }

func (h handlers) get(ctx context.Context, in *PromptPath) (*viewReply, error) {
	e := h.prompts.Entry(in.Key, in.Language)
	if len(e.Forms) == 0 && e.Recording == nil && e.Rev == 0 {
		return nil, errs.ErrNotFound
	}
	history, err := h.prompts.History(ctx, in.Key, in.Language)
	return &viewReply{PromptView{e, httpapi.NotNil(history)}}, err
}

// PromptBody is a text as it is edited.
type PromptBody struct {
	Forms prompts.Forms `json:"forms" doc:"by plural category; values in braces, {n}; empty: the shipped text"`
	Rev   int           `json:"rev" minimum:"0" doc:"the version that the form was filled in against; 0: nothing was changed yet"`
}

type saveRequest struct {
	PromptPath
	Body PromptBody
}

type entryReply struct{ Body prompts.PromptEntry }

func (h handlers) save(ctx context.Context, in *saveRequest) (*entryReply, error) {
	e, err := h.prompts.Save(ctx, editorOf(ctx), prompts.PromptVersion{Key: in.Key, Language: in.Language, Forms: in.Body.Forms}, in.Body.Rev)
	return &entryReply{e}, err
}

// ReadingBody says how a word is read.
type ReadingBody struct {
	Language ivr.Language `json:"language" maxLength:"16"`
	Word     string       `json:"word" maxLength:"80"`
	Reading  string       `json:"reading" maxLength:"200" doc:"tone-numbered pinyin in Mandarin: jie3 fang4 lu4"`
	Rev      int          `json:"rev" minimum:"0"`
}

type readingRequest struct{ Body ReadingBody }

type readingReply struct{ Body prompts.WordReading }

func (h handlers) saveReading(ctx context.Context, in *readingRequest) (*readingReply, error) {
	b := in.Body
	r, err := h.prompts.SaveReading(ctx, editorOf(ctx), prompts.WordReading{Language: b.Language, Word: b.Word, Reading: b.Reading}, b.Rev)
	return &readingReply{r}, err
}

func (h handlers) previewReading(ctx context.Context, in *readingRequest) (*previewReply, error) {
	b := in.Body
	heard, err := h.prompts.Say(ctx, prompts.WordReading{Language: b.Language, Word: b.Word, Reading: b.Reading})
	return &previewReply{previewOf(heard)}, err
}

type heardRequest struct {
	PromptPath
	Body struct {
		Rev int `json:"rev" minimum:"0" doc:"the version that was listened to"`
	}
}

func (h handlers) noteHeard(ctx context.Context, in *heardRequest) (*struct{}, error) {
	return nil, h.prompts.NoteHeard(ctx, editorOf(ctx), in.Key, in.Language, in.Body.Rev)
}

type unrecordRequest struct {
	PromptPath
	Rev int `query:"rev" required:"true" minimum:"0"`
}

func (h handlers) unrecord(ctx context.Context, in *unrecordRequest) (*entryReply, error) {
	e, err := h.prompts.Unrecord(ctx, editorOf(ctx), in.Key, in.Language, in.Rev)
	return &entryReply{e}, err
}

var _ huma.Resolver = (*Upload)(nil)
