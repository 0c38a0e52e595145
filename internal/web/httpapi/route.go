package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"hotline12345/tickets/org"
)

// Roles that several routes share.
var (
	// Anyone is every signed-in user.
	Anyone = org.Roles()
	// Readers and Movers are those whose work is tickets.
	Readers = []org.Role{org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher, org.RoleUnitClerk,
		org.RoleAuditor, org.RoleLeader, org.RoleDutyOfficer}
	Movers = []org.Role{org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher, org.RoleUnitClerk,
		org.RoleLeader, org.RoleDutyOfficer}
	// Overseers see how the work goes altogether.
	Overseers = []org.Role{org.RoleSupervisor, org.RoleDispatcher, org.RoleLeader, org.RoleDutyOfficer,
		org.RoleAuditor}
	Administrators = []org.Role{org.RoleAdministrator}
	// ChangeReaders read who changed rules and accounts.
	ChangeReaders = []org.Role{org.RoleAdministrator, org.RoleAuditor}
	// CallReaders see calls and hear their recordings.
	CallReaders = []org.Role{org.RoleAgent, org.RoleSupervisor, org.RoleAuditor}
	// RecordingSavers may take a recording away as a file: who answers for the calls, and
	// who examines them. Others hear it where it is.
	RecordingSavers = []org.Role{org.RoleSupervisor, org.RoleAuditor}
	BookReaders     = slices.Concat([]org.Role{org.RoleAgent}, Overseers)
	LoadReaders     = slices.Concat(Administrators, Overseers)
	RosterReaders   = slices.Concat(Administrators, Readers)
	RosterKeepers   = slices.Concat(org.RosterKeepers(), Administrators)
)

// Route declares one operation of the interface, whole: its address, who may ask,
// and which access to personal data is on record before it answers.
type Route struct {
	Method, Path string
	ID, Summary  string
	// Roles may ask. Whose tickets a user sees is the rules' matter (tickets.MaySee).
	Roles []org.Role
	// Public routes answer anyone, without a session; then there are no Roles.
	Public bool
	// WholeCity leaves it to those whose area is the whole city.
	WholeCity bool
	// BeforePassword lets also those ask who must choose a password first, or undertake
	// confidentiality.
	BeforePassword bool
	// Audit is what is on record before the answer; empty: it shows no citizen's data.
	Audit Audit
	// Formerly are addresses of earlier versions, which go on working.
	Formerly []Former
	// Describe completes the description of the operation.
	Describe func(*huma.Operation)
}

// Former is a deprecated address of a route, and its operation's id then.
type Former struct{ Path, ID string }

// check panics at the start of the program where a declaration is not complete.
func (r Route) check() {
	switch {
	case r.ID == "" || r.Path == "" || r.Method == "":
		panic(fmt.Sprintf("route %q %q: no id, no path or no method", r.ID, r.Path))
	case r.Public == (len(r.Roles) > 0):
		panic("route " + r.ID + ": who may ask? either it is public, or it has roles")
	case r.Public && (r.WholeCity || r.BeforePassword || len(r.Audit.OneOf) > 0):
		panic("route " + r.ID + ": a public route knows no user")
	}
}

// Permit returns why a user may not use a route; nil if they may.
func (a *API) Permit(ctx context.Context, r Route, u org.User) *Problem {
	if allowed := RequestInfoOf(ctx).Allowed; allowed != nil && !slices.Contains(allowed, r.ID) {
		return NewProblem(http.StatusForbidden, "scope_missing", "the token has no scope for this")
	}
	switch by := u.Actor(""); {
	case !by.Has(r.Roles...):
		return Forbidden()
	case (u.MustChange || u.PasswordExpired) && !r.BeforePassword:
		return PasswordToChange()
	case u.MustEnroll && !r.BeforePassword:
		return NewProblem(http.StatusForbidden, "factor_to_set", "this role needs a second factor; set one up first")
	case !r.BeforePassword && a.cfg.Unsigned != nil && a.cfg.Unsigned(ctx, u):
		return UndertakingToSign()
	case r.WholeCity && !a.cfg.OverseesAll(ctx, by):
		return NewProblem(http.StatusForbidden, "whole_city_only", "only people whose area is the whole city may do this; yours is a part of it")
	}
	return nil
}
