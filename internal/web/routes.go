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
	s.register(http.MethodPost, "/api/session", "sign-in", "Sign in", withAddr, s.signIn)
	add(s, http.MethodGet, "/api/session", "get-session", "Who is signed in", s.session)
	add(s, http.MethodDelete, "/api/session", "sign-out", "Sign out", s.signOut)
	add(s, http.MethodGet, "/api/calls/{call}/pop", "get-pop", "What is known of a call's citizen", s.pop)
	add(s, http.MethodGet, "/api/calls/{call}/draft", "get-draft", "The register of a call as typed so far", s.draft)
	add(s, http.MethodPut, "/api/calls/{call}/draft", "save-draft", "Save the register as typed so far", s.saveDraft)
	add(s, http.MethodPost, "/api/calls/{call}/ticket", "commit-ticket", "Make the register a ticket", s.commit)
	add(s, http.MethodGet, "/api/calls", "list-calls", "The latest calls", s.calls)
	add(s, http.MethodGet, "/api/calls/{call}", "get-call", "One call", s.call)
	add(s, http.MethodGet, "/api/tickets", "list-tickets", "Tickets", s.list)
	add(s, http.MethodGet, "/api/tickets/{number}", "get-ticket", "One ticket with its history", s.ticket)
	add(s, http.MethodPost, "/api/tickets/{number}/moves", "move-ticket", "Move a ticket on", s.move)
	add(s, http.MethodGet, "/api/units", "list-units", "The handling units", s.units)
	add(s, http.MethodGet, "/api/categories", "list-categories", "The categories of matters", s.categories)
}

// add registers an operation behind the guard.
func add[I, O any](s *Server, method, path, id, summary string, handle func(context.Context, *I) (*O, error)) {
	huma.Register(s.api, operation(method, path, id, summary, s.guard), handle)
}

func (s *Server) register(method, path, id, summary string, before func(huma.Context, func(huma.Context)),
	handle func(context.Context, *signInRequest) (*sessionReply, error)) {
	huma.Register(s.api, operation(method, path, id, summary, before), handle)
}

func operation(method, path, id, summary string, before func(huma.Context, func(huma.Context))) huma.Operation {
	return huma.Operation{
		Method: method, Path: path, OperationID: id, Summary: summary,
		MaxBodyBytes: maxBody, Middlewares: huma.Middlewares{before},
	}
}

// withAddr notes where a request came from.
func withAddr(ctx huma.Context, next func(huma.Context)) {
	next(huma.WithValue(ctx, addrKey{}, hostOf(ctx.RemoteAddr())))
}
