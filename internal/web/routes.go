package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// maxBody bounds a request: a register's content is at most 100 KB.
const maxBody = 512 << 10

// routes registers every operation of the interface.
func (s *Server) routes() {
	signIn := operation(http.MethodPost, "/api/session", "sign-in", "Sign in")
	huma.Register(s.api, signIn, said(s, s.signIn)) // these three are without the guard
	status := operation(http.MethodPost, "/api/public/status", "public-status", "What became of a matter, for the citizen")
	huma.Register(s.api, status, said(s, s.status))
	figures := operation(http.MethodGet, "/api/public/statistics", "public-statistics", "What was brought to the hotline in a month or a year, and what became of it")
	huma.Register(s.api, figures, said(s, s.published))
	add(s, http.MethodGet, "/api/session", "get-session", "Who is signed in", s.session)
	add(s, http.MethodDelete, "/api/session", "sign-out", "Sign out", s.signOut)
	add(s, http.MethodGet, "/api/calls/{call}/pop", "get-pop", "What is known of a call's citizen", s.pop)
	add(s, http.MethodGet, "/api/calls/{call}/draft", "get-draft", "The register of a call as typed so far", s.draft)
	add(s, http.MethodPut, "/api/calls/{call}/draft", "save-draft", "Save the register as typed so far", s.saveDraft)
	add(s, http.MethodPost, "/api/calls/{call}/ticket", "commit-ticket", "Make the register a ticket", s.commit)
	add(s, http.MethodGet, "/api/calls", "list-calls", "The latest calls", s.calls)
	add(s, http.MethodGet, "/api/calls/{call}", "get-call", "One call", s.call)
	add(s, http.MethodGet, "/api/calls/{call}/recording", "get-recording", "A call's recording as one WAV", s.recording, wav)
	add(s, http.MethodGet, "/api/tickets", "list-tickets", "Tickets", s.list)
	add(s, http.MethodGet, "/api/tickets/{number}", "get-ticket", "One ticket with its history", s.ticket)
	add(s, http.MethodPost, "/api/tickets/{number}/moves", "move-ticket", "Move a ticket on", s.move)
	add(s, http.MethodPost, "/api/tickets", "create-ticket", "A matter that came otherwise than by a call", s.create)
	add(s, http.MethodPost, "/api/tickets/moves", "move-tickets", "The same move with several tickets", s.bulk)
	add(s, http.MethodPost, "/api/tickets/{number}/unmask", "unmask-ticket", "A masked ticket whole, for a reason", s.unmask)
	add(s, http.MethodPost, "/api/tickets/{number}/presence", "note-presence", "Who else has a ticket open", s.present)
	add(s, http.MethodPost, "/api/similar", "find-similar", "Repeats of what is typed", s.similar)
	add(s, http.MethodPost, "/api/proposal", "propose-unit", "Who should handle a matter, and why", s.propose)
	add(s, http.MethodGet, "/api/counts", "get-counts", "How much waits for the reader", s.counts)
	add(s, http.MethodGet, "/api/loads", "get-loads", "What each unit has in its hands", s.loads)
	add(s, http.MethodGet, "/api/hot", "get-hot", "The most frequent open matters by category and area", s.hot)
	add(s, http.MethodGet, "/api/rates", "get-rates", "The three rates by unit for a period", s.rates)
	add(s, http.MethodGet, "/api/filters", "list-filters", "What the reader looks for often", s.filters)
	add(s, http.MethodPut, "/api/filters", "save-filter", "Keep a filter under a name, or forget it", s.saveFilter)
	add(s, http.MethodGet, "/api/rules", "get-rules", "Limits, holidays, directory, options", s.rules)
	add(s, http.MethodGet, "/api/rules/changes", "list-rule-changes", "Who changed which rule when", s.ruleChanges)
	add(s, http.MethodPost, "/api/rules", "change-rules", "Change a unit, a category or a rule", s.changeRules)
	add(s, http.MethodPost, "/api/rules/preview", "preview-rules", "What would follow from a change of the rules", s.previewRules)
	add(s, http.MethodGet, "/api/units", "list-units", "The handling units", s.units)
	add(s, http.MethodGet, "/api/categories", "list-categories", "The categories of matters", s.categories)
	s.importRoutes()
	s.webhookRoutes()
	s.lineRoutes()
	s.rosterRoutes()
	s.userRoutes()
	s.lookRoutes()
	s.fileRoutes()
	s.paperRoutes()
	s.describeHealth()
}

// add registers an operation behind the guard.
func add[I, O any](s *Server, method, path, id, summary string, handle func(context.Context, *I) (*O, error), more ...func(*huma.Operation)) {
	o := operation(method, path, id, summary)
	o.Middlewares = huma.Middlewares{s.guard}
	for _, m := range more {
		m(&o)
	}
	huma.Register(s.api, o, said(s, handle))
}

// said makes every error of a handler a Problem.
func said[I, O any](s *Server, handle func(context.Context, *I) (*O, error)) func(context.Context, *I) (*O, error) {
	return func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, in)
		if err != nil {
			return nil, s.problemOf(ctx, err)
		}
		return out, nil
	}
}

func operation(method, path, id, summary string) huma.Operation {
	return huma.Operation{Method: method, Path: path, OperationID: id, Summary: summary, MaxBodyBytes: maxBody}
}

// wav describes a reply that is a sound, whole or a range of it.
func wav(o *huma.Operation) {
	sound := map[string]*huma.MediaType{"audio/wav": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}
	o.Responses = map[string]*huma.Response{
		"200": {Description: "Stereo A-law: citizen left, agent right", Content: sound},
		"206": {Description: "The range that was asked for", Content: sound},
	}
}
