package web

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"hotline12345/tickets"
)

// anyone is every signed-in user.
var anyone = tickets.Roles()

// readers and movers are those whose work is tickets, overseers those who see how
// it goes altogether.
var (
	readers = []tickets.Role{tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleDispatcher, tickets.RoleUnitClerk,
		tickets.RoleAuditor, tickets.RoleLeader, tickets.RoleDutyOfficer}
	movers = []tickets.Role{tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleDispatcher, tickets.RoleUnitClerk,
		tickets.RoleLeader, tickets.RoleDutyOfficer}
	overseers = []tickets.Role{tickets.RoleSupervisor, tickets.RoleDispatcher, tickets.RoleLeader, tickets.RoleDutyOfficer,
		tickets.RoleAuditor}
	rosterKeepers = append(tickets.RosterKeepers(), tickets.RoleAdministrator)
	bookReaders   = append([]tickets.Role{tickets.RoleAgent}, overseers...)
)

// allowed says which roles may do what; an operation that is missing here is
// nobody's. Whose tickets a user sees is the rules' matter (tickets.MaySee).
var allowed = map[string][]tickets.Role{
	"get-session":           anyone,
	"sign-out":              anyone,
	"list-units":            anyone,
	"list-categories":       anyone,
	"get-pop":               {tickets.RoleAgent, tickets.RoleSupervisor},
	"get-draft":             {tickets.RoleAgent, tickets.RoleSupervisor},
	"save-draft":            {tickets.RoleAgent},
	"commit-ticket":         {tickets.RoleAgent},
	"list-tickets":          readers,
	"get-ticket":            readers,
	"get-counts":            readers,
	"note-presence":         readers,
	"list-filters":          readers,
	"save-filter":           readers,
	"move-ticket":           movers,
	"move-tickets":          movers,
	"create-ticket":         {tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleDispatcher, tickets.RoleUnitClerk},
	"unmask-ticket":         {tickets.RoleSupervisor, tickets.RoleDispatcher, tickets.RoleAuditor, tickets.RoleLeader, tickets.RoleDutyOfficer},
	"find-similar":          {tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleDispatcher},
	"propose-unit":          anyone,
	"get-rules":             anyone,
	"change-rules":          {tickets.RoleAdministrator},
	"list-rule-changes":     {tickets.RoleAdministrator, tickets.RoleAuditor},
	"import-table":          {tickets.RoleAdministrator},
	"get-import-template":   {tickets.RoleAdministrator},
	"list-looks":            {tickets.RoleAuditor},
	"get-roster":            append([]tickets.Role{tickets.RoleAdministrator}, readers...),
	"get-roster-ahead":      append([]tickets.Role{tickets.RoleAdministrator}, readers...),
	"add-shifts":            rosterKeepers,
	"take-shift":            rosterKeepers,
	"count-line-calls":      overseers,
	"list-webhooks":         {tickets.RoleAdministrator},
	"list-webhook-events":   {tickets.RoleAdministrator},
	"add-webhook":           {tickets.RoleAdministrator},
	"change-webhook":        {tickets.RoleAdministrator},
	"rotate-webhook-secret": {tickets.RoleAdministrator},
	"test-webhook":          {tickets.RoleAdministrator},
	"list-dead-letters":     {tickets.RoleAdministrator},
	"resend-dead-letters":   {tickets.RoleAdministrator},
	"get-paper":             readers,
	"get-ticket-file":       readers,
	"get-ticket-archive":    readers,
	"get-register-book":     bookReaders,
	"print-register-book":   bookReaders,
	"get-loads":             append([]tickets.Role{tickets.RoleAdministrator}, overseers...),
	"get-hot":               overseers,
	"get-rates":             overseers,
	"list-calls":            {tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleAuditor},
	"get-call":              {tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleAuditor},
	"get-recording":         {tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleAuditor},
	"get-metrics":           {tickets.RoleTelecomAdmin, tickets.RoleAuditor},
	"desk":                  {tickets.RoleAgent},
}

type userKey struct{}

// userOf is the user of a request that passed the guard.
func userOf(ctx context.Context) tickets.User {
	u, _ := ctx.Value(userKey{}).(tickets.User)
	return u
}

// actorOf is that user as the rules know people.
func actorOf(ctx context.Context) tickets.Actor {
	return userOf(ctx).Actor(visitOf(ctx).addr)
}

// sessionUser is the user of the request's session, as the directory knows them
// now; false if there is none.
func (s *Server) sessionUser(ctx context.Context) (tickets.User, bool) {
	raw := s.sessions.GetBytes(ctx, "user")
	var u tickets.User
	if raw == nil || json.Unmarshal(raw, &u) != nil {
		return u, false
	}
	return s.accounts.current(ctx, u)
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
	visitOf(ctx.Context()).login = u.Login
	if p := permit(ctx.Operation().OperationID, u, known); p != nil {
		p.Request = visitOf(ctx.Context()).id
		ctx.SetHeader("Content-Type", problemType) // before the status, which sends the headers
		ctx.SetStatus(p.Status)
		_ = json.NewEncoder(ctx.BodyWriter()).Encode(p)
		return
	}
	next(huma.WithValue(ctx, userKey{}, u))
}

// cookieUser finds the user of a request outside the session middleware.
func (s *Server) cookieUser(r *http.Request) (tickets.User, bool, error) {
	cookie, err := r.Cookie(s.sessions.Cookie.Name)
	if err != nil {
		return tickets.User{}, false, nil
	}
	ctx, err := s.sessions.Load(r.Context(), cookie.Value)
	if err != nil {
		return tickets.User{}, false, err
	}
	u, known := s.sessionUser(ctx)
	visitOf(r.Context()).login = u.Login
	return u, known, nil
}

// permitted guards a plain handler outside the session middleware. It has
// answered when it says false.
func (s *Server) permitted(w http.ResponseWriter, r *http.Request, operation string) (tickets.User, bool) {
	u, known, err := s.cookieUser(r)
	if err != nil {
		writeProblem(w, r, s.problemOf(r.Context(), err))
		return u, false
	}
	if p := permit(operation, u, known); p != nil {
		writeProblem(w, r, p)
		return u, false
	}
	return u, true
}
