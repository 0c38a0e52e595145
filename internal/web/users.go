package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/importing"
	"hotline12345/tickets/org"
)

// userRoutes registers accounts.
func (s *Server) userRoutes() {
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/users", ID: "list-users",
		Summary: "Accounts, by login",
		Roles:   httpapi.Administrators}, s.users)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodPost, Path: "/api/users", ID: "add-user",
		Summary: "A new account; its first password is shown this once",
		Roles:   httpapi.Administrators}, s.addUser)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/users/{login}", ID: "get-user",
		Summary: "One account",
		Roles:   httpapi.Administrators}, s.user)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodPut, Path: "/api/users/{login}", ID: "change-user",
		Summary: "Change, deactivate or activate an account",
		Roles:   httpapi.Administrators}, s.changeUser)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodPost, Path: "/api/users/{login}/password", ID: "reset-password",
		Summary: "A new first password, shown this once",
		Roles:   httpapi.Administrators}, s.resetPassword)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/user-changes", ID: "list-user-changes",
		Summary: "Who changed which account when, the latest first",
		Roles:   httpapi.ChangeReaders}, s.userChanges)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/units/{unit}/ineffective-roles", ID: "list-ineffective-roles",
		Summary:  "Roles that decide nothing in a unit",
		Roles:    httpapi.Administrators,
		Formerly: []httpapi.Former{{Path: "/api/units/{unit}/powerless-roles", ID: "list-powerless-roles"}}}, s.ineffectiveRoles)
}

type usersRequest struct {
	Text   string   `query:"text" maxLength:"200" doc:"a part of the login, the name or the number"`
	Unit   string   `query:"unit" maxLength:"40" doc:"with all below it"`
	Role   org.Role `query:"role" maxLength:"40"`
	Active string   `query:"active" enum:"yes,no," doc:"both, if none"`
	Offset int      `query:"offset" minimum:"0"`
}

// UserView is an account as administrators see it.
type UserView struct {
	org.User
	// IneffectiveRoles are those of the user's roles that decide nothing in the unit.
	IneffectiveRoles []org.Role `json:"ineffective_roles" nullable:"false"`
	// Powerless is the former name of IneffectiveRoles.
	Powerless []org.Role `json:"powerless" nullable:"false" deprecated:"true"`
}

// UsersView is a page of accounts.
type UsersView struct {
	Users []UserView `json:"users" nullable:"false"`
	Total int        `json:"total"`
	// Roles counts the active users of each role, regardless of the search;
	// Unchanged counts those who still have a first password.
	Roles     map[string]int `json:"roles"`
	Unchanged int            `json:"unchanged"`
}

type usersReply struct{ Body UsersView }

// usersPage is how many accounts a page has.
const usersPage = 50

func (s *Server) users(ctx context.Context, in *usersRequest) (*usersReply, error) {
	page, err := s.cfg.Accounts.Users(ctx, httpapi.ActorOf(ctx),
		org.UserFilter{Text: in.Text, Unit: in.Unit, Role: in.Role, Active: in.Active, Offset: in.Offset, Limit: usersPage})
	if err != nil {
		return nil, err
	}
	v := UsersView{Users: []UserView{}, Total: page.Total, Roles: map[string]int{}, Unchanged: page.Unchanged}
	for _, u := range page.Users {
		v.Users = append(v.Users, s.viewOf(ctx, u))
	}
	for role, n := range page.Roles {
		v.Roles[string(role)] = n
	}
	return &usersReply{Body: v}, nil
}

func (s *Server) viewOf(ctx context.Context, u org.User) UserView {
	v := UserView{User: u, IneffectiveRoles: []org.Role{}}
	for _, role := range org.IneffectiveRoles(u.Unit, s.cfg.Tickets.Rulebook(ctx).Tree) {
		if u.Actor("").Has(role) {
			v.IneffectiveRoles = append(v.IneffectiveRoles, role)
		}
	}
	v.Powerless = v.IneffectiveRoles
	return v
}

// LoginPath names an account in an address.
type LoginPath struct {
	Login string `path:"login" maxLength:"64"`
}

type userReply struct{ Body UserView }

func (s *Server) user(ctx context.Context, in *LoginPath) (*userReply, error) {
	u, err := s.cfg.Accounts.UserFor(ctx, httpapi.ActorOf(ctx), in.Login)
	if err != nil {
		return nil, err
	}
	return &userReply{Body: s.viewOf(ctx, u)}, nil
}

type addUserRequest struct {
	Body struct {
		Login string `json:"login" maxLength:"64"`
		org.UserState
	}
}

type newPasswordReply struct{ Body NewPassword }

func (s *Server) addUser(ctx context.Context, in *addUserRequest) (*newPasswordReply, error) {
	b := in.Body
	password, hash, err := s.firstPassword(ctx)
	if err != nil {
		return nil, err
	}
	u, err := s.cfg.Accounts.AddUser(ctx, httpapi.ActorOf(ctx), org.User{Login: b.Login, Name: b.Name, Number: b.Number, Roles: b.Roles,
		Unit: b.Unit, Languages: b.Languages, Queues: b.Queues, Machine: b.Machine, PasswordHash: hash})
	return &newPasswordReply{Body: NewPassword{Login: u.Login, Name: u.Name, Password: password}}, err
}

// firstPassword makes a password and its hash.
func (s *Server) firstPassword(ctx context.Context) (password, hash string, err error) {
	leave, ok := s.passwords.Take(ctx)
	if !ok {
		return "", "", busy()
	}
	defer leave()
	return FirstPassword()
}

// ChangedUser is an account as it is to be: what a GET gave, changed.
type ChangedUser struct {
	Rev int `json:"rev" doc:"of the account that was seen: of two who change it at once, the second is told"`
	org.UserState
	ServerOwned
}

// ServerOwned is what else a GET tells of an account. It may be sent back and changes
// nothing.
type ServerOwned struct {
	ID               string     `json:"id,omitempty"`
	Login            string     `json:"login,omitempty"`
	UnitName         string     `json:"unit_name,omitempty"`
	MustChange       bool       `json:"must_change,omitempty"`
	IneffectiveRoles []org.Role `json:"ineffective_roles,omitempty"`
	Powerless        []org.Role `json:"powerless,omitempty" deprecated:"true"`
}

type changeUserRequest struct {
	LoginPath
	Body ChangedUser
}

func (s *Server) changeUser(ctx context.Context, in *changeUserRequest) (*userReply, error) {
	s.accounts.doubt(in.Login)
	before, after, err := s.cfg.Accounts.ChangeUser(ctx, httpapi.ActorOf(ctx), in.Login, in.Body.Rev, in.Body.UserState)
	if errors.Is(err, errs.ErrConflict) {
		return nil, s.staleUser(ctx, in.Login)
	}
	if err != nil {
		return nil, err
	}
	s.accounts.update(after)
	if before.Epoch != after.Epoch || before.Number != after.Number || !after.Actor("").Has(org.RoleAgent) {
		s.dismiss(before)
	}
	now, err := s.user(ctx, &in.LoginPath)
	if err == nil {
		s.accounts.update(now.Body.User) // with the unit's name
	}
	return now, err
}

// staleUser returns what somebody else has made of an account meanwhile, and who.
func (s *Server) staleUser(ctx context.Context, login string) error {
	u, err := s.cfg.Accounts.UserFor(ctx, httpapi.ActorOf(ctx), login)
	if err != nil {
		return err
	}
	state := u.State()
	p := changedMeanwhile(errs.ErrConflict)
	p.Current = &httpapi.Current{Rev: strconv.Itoa(u.Rev), User: &state}
	list, err := s.cfg.Accounts.UserChanges(ctx, httpapi.ActorOf(ctx), login, org.Cursor{At: s.cfg.Now().Add(time.Minute)})
	if err == nil && len(list) > 0 { // the comparison is what matters
		p.Current.By, p.Current.At = &list[0].By, list[0].At
	}
	return p
}

func (s *Server) resetPassword(ctx context.Context, in *LoginPath) (*newPasswordReply, error) {
	password, hash, err := s.firstPassword(ctx)
	if err != nil {
		return nil, err
	}
	s.accounts.doubt(in.Login)
	u, err := s.cfg.Accounts.ResetPassword(ctx, httpapi.ActorOf(ctx), in.Login, hash)
	if err != nil {
		return nil, err
	}
	s.accounts.update(u)
	s.dismiss(u)
	return &newPasswordReply{Body: NewPassword{Login: u.Login, Name: u.Name, Password: password}}, nil
}

// dismiss closes the websocket of an agent whose account or password changed.
func (s *Server) dismiss(u org.User) {
	if s.cfg.Dismiss != nil && u.Number != "" {
		s.cfg.Dismiss(u.Number)
	}
}

// dismissImported closes the websockets of agents whose accounts an import changed.
func (s *Server) dismissImported(before []org.User, imported []importing.NewUser) {
	now := map[string]importing.NewUser{}
	for _, u := range imported {
		now[u.Login] = u
	}
	for _, old := range before {
		u, there := now[old.Login]
		if there && (u.Disabled || u.Reset || u.Number != old.Number || !u.Actor("").Has(org.RoleAgent)) {
			s.dismiss(old)
		}
	}
}

type userChangesRequest struct {
	Login    string    `query:"login" maxLength:"64" doc:"all accounts, if none"`
	Before   time.Time `query:"before" doc:"to go on after a page, the time of its last; now if none"`
	BeforeID string    `query:"before_id" maxLength:"64" doc:"its id: an import changes many at one moment"`
}

type userChangesReply struct{ Body []org.UserChange }

func (s *Server) userChanges(ctx context.Context, in *userChangesRequest) (*userChangesReply, error) {
	if in.Before.IsZero() {
		in.Before = s.cfg.Now().Add(time.Minute)
	}
	list, err := s.cfg.Accounts.UserChanges(ctx, httpapi.ActorOf(ctx), in.Login, org.Cursor{At: in.Before, ID: in.BeforeID})
	return &userChangesReply{Body: httpapi.NotNil(list)}, err
}

type ineffectiveRolesRequest struct {
	Unit string `path:"unit" maxLength:"40"`
}

type rolesReply struct{ Body []org.Role }

func (s *Server) ineffectiveRoles(ctx context.Context, in *ineffectiveRolesRequest) (*rolesReply, error) {
	return &rolesReply{Body: httpapi.NotNil(org.IneffectiveRoles(in.Unit, s.cfg.Tickets.Rulebook(ctx).Tree))}, nil
}
