// Package httpapi is what every package of the HTTP interface stands on: routes that
// declare who may ask and what is audited, problems (RFC 9457), what is known of a
// request, the log of requests, and the headers that browsers obey. It knows no
// feature; those register their routes with an API.
package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"go.uber.org/zap"

	"hotline12345/tickets/org"
)

// MaxBody bounds a request: a register's content is at most 100 KB.
const MaxBody = 512 << 10

// Config is what an API works with.
type Config struct {
	Title, Version string
	Log            *zap.Logger
	// User returns the signed-in user of a request, or why there is none.
	User func(ctx context.Context) (org.User, *Problem)
	// Unsigned reports whether someone has not undertaken confidentiality yet; nil: nobody
	// has to.
	Unsigned func(ctx context.Context, u org.User) bool
	// OverseesAll reports whether someone's area is the whole city.
	OverseesAll func(ctx context.Context, by org.Actor) bool
	// KnownProblem returns the problem for an error, nil for one that is unexpected.
	KnownProblem func(err error) *Problem
}

// API is the interface that the routes together are.
type API struct {
	cfg    Config
	huma   huma.API
	routes []Route
}

// New returns an API without routes; it answers on mux.
func New(mux *http.ServeMux, cfg Config) *API {
	return &API{cfg: cfg, huma: humago.New(mux, humaConfig(cfg.Title, cfg.Version))}
}

// Declare adds a route that a plain handler serves, which asks Permit itself.
func (a *API) Declare(r Route) Route {
	r.check()
	a.routes = append(a.routes, r)
	return r
}

// Routes returns all routes, in the order of their registration.
func (a *API) Routes() []Route { return slices.Clone(a.routes) }

// OpenAPI returns the description of the interface.
func (a *API) OpenAPI() *huma.OpenAPI { return a.huma.OpenAPI() }

// ProblemOf returns any error as a problem. An unexpected one is logged.
func (a *API) ProblemOf(ctx context.Context, err error) *Problem {
	p := a.cfg.KnownProblem(err)
	if p == nil {
		a.cfg.Log.Error("request failed", zap.String("request", RequestInfoOf(ctx).ID), zap.Error(err))
		p = Broken()
	}
	p.Request = RequestInfoOf(ctx).ID
	return p
}

// Register adds a route and its handler, behind the guard unless it is public.
// Every error of the handler is answered as a Problem.
func Register[I, O any](a *API, r Route, handle func(context.Context, *I) (*O, error)) {
	a.Declare(r)
	serve := func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, in)
		if err == nil {
			err = a.checkAudit(ctx, r)
		}
		if err != nil {
			return nil, a.ProblemOf(ctx, err)
		}
		return out, nil
	}
	o := huma.Operation{Method: r.Method, Path: r.Path, OperationID: r.ID, Summary: r.Summary, Description: r.description(),
		Tags: []string{tagOf(r.Path)}, MaxBodyBytes: MaxBody}
	if !r.Public {
		o.Middlewares = huma.Middlewares{a.guard(r)}
	}
	if r.Describe != nil {
		r.Describe(&o)
	}
	a.describeProblems(&o)
	huma.Register(a.huma, o, serve)
	for _, former := range r.Formerly {
		old := o
		old.Path, old.OperationID, old.Deprecated = former.Path, former.ID, true
		old.Summary = r.Summary + "; now " + r.Path
		huma.Register(a.huma, old, serve)
	}
}

// describeProblems adds to an operation that describes its own answers that every other one is
// a Problem; huma adds it to the rest.
func (a *API) describeProblems(o *huma.Operation) {
	if o.Responses == nil || o.Responses["default"] != nil {
		return
	}
	schema := a.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")
	o.Responses["default"] = &huma.Response{Description: "Error", Content: map[string]*huma.MediaType{ProblemType: {Schema: schema}}}
}

// guard returns huma's middleware in front of a route that is not public.
func (a *API) guard(r Route) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		u, p := a.cfg.User(ctx.Context())
		RequestInfoOf(ctx.Context()).Login = u.Login
		if p == nil {
			p = a.Permit(ctx.Context(), r, u)
		}
		if p != nil {
			p.Request = RequestInfoOf(ctx.Context()).ID
			ctx.SetHeader("Content-Type", ProblemType) // before the status, which sends the headers
			ctx.SetStatus(p.Status)
			_ = json.NewEncoder(ctx.BodyWriter()).Encode(p)
			return
		}
		next(huma.WithValue(ctx, userKey{}, u))
	}
}
