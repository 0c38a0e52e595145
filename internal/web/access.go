package web

import (
	"context"
	"encoding/json"
	"net"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"hotline12345/tickets"
)

// anyone is every signed-in user.
var anyone = tickets.Roles()

// allowed says which roles may do what; an operation that is missing here is
// nobody's. Whose tickets a user sees is the rules' matter (tickets.MaySee).
var allowed = map[string][]tickets.Role{
	"get-session":     anyone,
	"sign-out":        anyone,
	"list-units":      anyone,
	"list-categories": anyone,
	"get-pop":         {tickets.RoleAgent, tickets.RoleSupervisor},
	"get-draft":       {tickets.RoleAgent, tickets.RoleSupervisor},
	"save-draft":      {tickets.RoleAgent},
	"commit-ticket":   {tickets.RoleAgent},
	"list-tickets":    {tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleDispatcher, tickets.RoleUnitClerk, tickets.RoleAuditor},
	"get-ticket":      {tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleDispatcher, tickets.RoleUnitClerk, tickets.RoleAuditor},
	"move-ticket":     {tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleDispatcher, tickets.RoleUnitClerk},
	"list-calls":      {tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleAuditor},
	"get-call":        {tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleAuditor},
	"get-recording":   {tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleAuditor},
	"get-metrics":     {tickets.RoleTelecomAdmin, tickets.RoleAuditor},
	"desk":            {tickets.RoleAgent},
}

type userKey struct{}

// userOf is the user of a request that passed the middleware.
func userOf(ctx context.Context) tickets.User {
	u, _ := ctx.Value(userKey{}).(tickets.User)
	return u
}

// actorOf is that user as the rules know people.
func actorOf(ctx context.Context) tickets.Actor {
	addr, _ := ctx.Value(addrKey{}).(string)
	return userOf(ctx).Actor(addr)
}

type addrKey struct{}

// sessionUser reads the user out of the request's session.
func (s *Server) sessionUser(ctx context.Context) (tickets.User, bool) {
	raw := s.sessions.GetBytes(ctx, "user")
	var u tickets.User
	if raw == nil || json.Unmarshal(raw, &u) != nil {
		return u, false
	}
	return u, true
}

// permit says why a user may not do an operation; nil if they may.
func permit(operation string, u tickets.User, known bool) *Problem {
	switch {
	case !known:
		return unknownUser()
	case !u.Actor("").Has(allowed[operation]...):
		return forbidden()
	}
	return nil
}

// guard is huma's middleware in front of every operation but signing in.
func (s *Server) guard(ctx huma.Context, next func(huma.Context)) {
	u, known := s.sessionUser(ctx.Context())
	if p := permit(ctx.Operation().OperationID, u, known); p != nil {
		ctx.SetStatus(p.Status)
		ctx.SetHeader("Content-Type", "application/problem+json")
		_ = json.NewEncoder(ctx.BodyWriter()).Encode(p)
		return
	}
	ctx = huma.WithValue(ctx, userKey{}, u)
	ctx = huma.WithValue(ctx, addrKey{}, hostOf(ctx.RemoteAddr()))
	next(ctx)
}

// permitted is the same for plain handlers inside the session middleware.
func (s *Server) permitted(w http.ResponseWriter, r *http.Request, operation string) (tickets.User, bool) {
	u, known := s.sessionUser(r.Context())
	if p := permit(operation, u, known); p != nil {
		writeProblem(w, p)
		return u, false
	}
	return u, true
}

func hostOf(addr string) string {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	return host
}
