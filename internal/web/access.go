package web

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"go.uber.org/zap"

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
	"change-password":       anyone,
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
	"preview-rules":         {tickets.RoleAdministrator},
	"list-rule-changes":     {tickets.RoleAdministrator, tickets.RoleAuditor},
	"import-table":          {tickets.RoleAdministrator},
	"get-import-template":   {tickets.RoleAdministrator},
	"list-looks":            {tickets.RoleAuditor},
	"list-users":            {tickets.RoleAdministrator},
	"add-user":              {tickets.RoleAdministrator},
	"get-user":              {tickets.RoleAdministrator},
	"change-user":           {tickets.RoleAdministrator},
	"reset-password":        {tickets.RoleAdministrator},
	"list-user-changes":     {tickets.RoleAdministrator, tickets.RoleAuditor},
	"list-powerless-roles":  {tickets.RoleAdministrator},
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
	"add-file":              movers,
	"get-file":              readers,
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
// now, or why there is none. A session at whose page nobody is ends.
func (s *Server) sessionUser(ctx context.Context) (tickets.User, *Problem) {
	raw := s.sessions.GetBytes(ctx, "user")
	var u tickets.User
	if raw == nil || json.Unmarshal(raw, &u) != nil {
		return u, unknownUser()
	}
	u.Epoch = s.sessions.GetInt(ctx, "epoch")
	now, out := s.accounts.current(ctx, u)
	if out == nil && s.isIdle(ctx, now) {
		// a restart forgets who was idle, so the session itself must go
		if err := s.sessions.Destroy(ctx); err != nil {
			s.cfg.Log.Warn("end an idle session", zap.String("login", u.Login), zap.Error(err))
		}
		return u, sessionIdle()
	}
	return now, out
}

// wholeCity are what only administrators of the whole may do.
var wholeCity = []string{"change-rules", "preview-rules", "import-table", "get-import-template", "list-webhooks", "list-webhook-events", "add-webhook",
	"change-webhook", "rotate-webhook-secret", "test-webhook", "list-dead-letters", "resend-dead-letters"}

// beforeAll are what a user may do who must choose a password first.
var beforeAll = []string{"get-session", "sign-out", "change-password"}

// permit says why a user may not do an operation; nil if they may.
func (s *Server) permit(ctx context.Context, operation string, u tickets.User) *Problem {
	switch by := u.Actor(""); {
	case !by.Has(allowed[operation]...):
		return forbidden()
	case u.MustChange && !slices.Contains(beforeAll, operation):
		return passwordToChange()
	case slices.Contains(wholeCity, operation) && !tickets.AdministersAll(by, s.cfg.Tickets.Rulebook(ctx).Tree):
		return problem(http.StatusForbidden, "whole_city_only", "only administrators of the whole city may do this")
	}
	return nil
}

// guard is huma's middleware in front of every operation but signing in.
func (s *Server) guard(ctx huma.Context, next func(huma.Context)) {
	u, p := s.sessionUser(ctx.Context())
	visitOf(ctx.Context()).login = u.Login
	if p == nil {
		p = s.permit(ctx.Context(), ctx.Operation().OperationID, u)
	}
	if p != nil {
		p.Request = visitOf(ctx.Context()).id
		ctx.SetHeader("Content-Type", problemType) // before the status, which sends the headers
		ctx.SetStatus(p.Status)
		_ = json.NewEncoder(ctx.BodyWriter()).Encode(p)
		return
	}
	next(huma.WithValue(ctx, userKey{}, u))
}

// cookieUser finds the user of a request outside the session middleware, or says
// why there is none.
func (s *Server) cookieUser(r *http.Request) (tickets.User, *Problem) {
	cookie, err := r.Cookie(s.sessions.Cookie.Name)
	if err != nil {
		return tickets.User{}, unknownUser()
	}
	ctx, err := s.sessions.Load(r.Context(), cookie.Value)
	if err != nil {
		return tickets.User{}, s.problemOf(r.Context(), err)
	}
	u, p := s.sessionUser(ctx)
	visitOf(r.Context()).login = u.Login
	return u, p
}

// permitted guards a plain handler outside the session middleware. It has
// answered when it says false.
func (s *Server) permitted(w http.ResponseWriter, r *http.Request, operation string) (tickets.User, bool) {
	u, p := s.cookieUser(r)
	if p == nil {
		p = s.permit(r.Context(), operation, u)
	}
	if p != nil {
		writeProblem(w, r, p)
		return u, false
	}
	return u, true
}
