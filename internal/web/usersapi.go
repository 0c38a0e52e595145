package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/importing"
)

func (s *Server) userRoutes() {
	add(s, http.MethodPut, "/api/session/password", "change-password", "Choose another password; one's other sessions end", s.changePassword)
	add(s, http.MethodGet, "/api/users", "list-users", "Accounts, by login", s.users)
	add(s, http.MethodPost, "/api/users", "add-user", "A new account; its first password is shown this once", s.addUser)
	add(s, http.MethodGet, "/api/users/{login}", "get-user", "One account", s.user)
	add(s, http.MethodPut, "/api/users/{login}", "change-user", "Change, deactivate or activate an account", s.changeUser)
	add(s, http.MethodPost, "/api/users/{login}/password", "reset-password", "A new first password, shown this once", s.resetPassword)
	add(s, http.MethodGet, "/api/user-changes", "list-user-changes", "Who changed which account when, the latest first", s.userChanges)
	add(s, http.MethodGet, "/api/units/{unit}/powerless-roles", "list-powerless-roles", "Roles that decide nothing in a unit", s.powerless)
}

type usersRequest struct {
	Text   string       `query:"text" maxLength:"200" doc:"a part of the login, the name or the number"`
	Unit   string       `query:"unit" maxLength:"40" doc:"with all below it"`
	Role   tickets.Role `query:"role" maxLength:"40"`
	Active string       `query:"active" enum:"yes,no," doc:"both, if none"`
	Offset int          `query:"offset" minimum:"0"`
}

// UserView is an account as administrators see it.
type UserView struct {
	tickets.User
	// Powerless are those of the user's roles that decide nothing in the unit.
	Powerless []tickets.Role `json:"powerless" nullable:"false"`
}

// UsersView is a page of accounts.
type UsersView struct {
	Users []UserView `json:"users" nullable:"false"`
	Total int        `json:"total"`
	// Roles counts the active users of each role, whatever is looked for;
	// Unchanged those who still have a first password.
	Roles     map[string]int `json:"roles"`
	Unchanged int            `json:"unchanged"`
}

type usersReply struct{ Body UsersView }

// usersPage is how many accounts a page has.
const usersPage = 50

func (s *Server) users(ctx context.Context, in *usersRequest) (*usersReply, error) {
	page, err := s.cfg.Accounts.Users(ctx, actorOf(ctx),
		tickets.UserFilter{Text: in.Text, Unit: in.Unit, Role: in.Role, Active: in.Active, Offset: in.Offset, Limit: usersPage})
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

func (s *Server) viewOf(ctx context.Context, u tickets.User) UserView {
	v := UserView{User: u, Powerless: []tickets.Role{}}
	for _, role := range tickets.Powerless(u.Unit, s.cfg.Tickets.Rulebook(ctx).Tree) {
		if u.Actor("").Has(role) {
			v.Powerless = append(v.Powerless, role)
		}
	}
	return v
}

// LoginPath names an account in an address.
type LoginPath struct {
	Login string `path:"login" maxLength:"64"`
}

type userReply struct{ Body UserView }

func (s *Server) user(ctx context.Context, in *LoginPath) (*userReply, error) {
	u, err := s.cfg.Accounts.UserFor(ctx, actorOf(ctx), in.Login)
	if err != nil {
		return nil, err
	}
	return &userReply{Body: s.viewOf(ctx, u)}, nil
}

type addUserRequest struct {
	Body struct {
		Login string `json:"login" maxLength:"64"`
		tickets.UserState
	}
}

type newPasswordReply struct{ Body NewPassword }

func (s *Server) addUser(ctx context.Context, in *addUserRequest) (*newPasswordReply, error) {
	b := in.Body
	password, hash, err := s.firstPassword(ctx)
	if err != nil {
		return nil, err
	}
	u, err := s.cfg.Accounts.AddUser(ctx, actorOf(ctx), tickets.User{Login: b.Login, Name: b.Name, Number: b.Number, Roles: b.Roles,
		Unit: b.Unit, Languages: b.Languages, Queues: b.Queues, PasswordHash: hash})
	return &newPasswordReply{Body: NewPassword{Login: u.Login, Name: u.Name, Password: password}}, err
}

// firstPassword makes a password and its hash.
func (s *Server) firstPassword(ctx context.Context) (password, hash string, err error) {
	leave, ok := s.passwords.take(ctx)
	if !ok {
		return "", "", busy()
	}
	defer leave()
	password = makePassword()
	if hash, err = HashPassword(password); err != nil {
		return "", "", fmt.Errorf("make a first password: %w", err)
	}
	return password, hash, nil
}

type changeUserRequest struct {
	LoginPath
	Body struct {
		Rev int `json:"rev" doc:"of the account that was seen: of two who change it at once, the second is told"`
		tickets.UserState
	}
}

func (s *Server) changeUser(ctx context.Context, in *changeUserRequest) (*userReply, error) {
	before, after, err := s.cfg.Accounts.ChangeUser(ctx, actorOf(ctx), in.Login, in.Body.Rev, in.Body.UserState)
	if err != nil {
		return nil, err
	}
	s.accounts.learn(after)
	if before.Epoch != after.Epoch || before.Number != after.Number || !after.Actor("").Has(tickets.RoleAgent) {
		s.dismiss(before)
	}
	now, err := s.user(ctx, &in.LoginPath)
	if err == nil {
		s.accounts.learn(now.Body.User) // with the unit's name
	}
	return now, err
}

func (s *Server) resetPassword(ctx context.Context, in *LoginPath) (*newPasswordReply, error) {
	password, hash, err := s.firstPassword(ctx)
	if err != nil {
		return nil, err
	}
	u, err := s.cfg.Accounts.ResetPassword(ctx, actorOf(ctx), in.Login, hash)
	if err != nil {
		return nil, err
	}
	s.accounts.learn(u)
	s.dismiss(u)
	return &newPasswordReply{Body: NewPassword{Login: u.Login, Name: u.Name, Password: password}}, nil
}

// dismiss closes the desk of an agent who may not be there any more.
func (s *Server) dismiss(u tickets.User) {
	if s.cfg.Dismiss != nil && u.Number != "" {
		s.cfg.Dismiss(u.Number)
	}
}

// dismissImported closes the desks of those whom an import of accounts concerns.
func (s *Server) dismissImported(before []tickets.User, imported []importing.NewUser) {
	now := map[string]importing.NewUser{}
	for _, u := range imported {
		now[u.Login] = u
	}
	for _, old := range before {
		u, there := now[old.Login]
		if there && (u.Disabled || u.Reset || u.Number != old.Number || !u.Actor("").Has(tickets.RoleAgent)) {
			s.dismiss(old)
		}
	}
}

type userChangesRequest struct {
	Login    string    `query:"login" maxLength:"64" doc:"all accounts, if none"`
	Before   time.Time `query:"before" doc:"to go on after a page, the time of its last; now if none"`
	BeforeID string    `query:"before_id" maxLength:"64" doc:"its id: an import changes many at one moment"`
}

type userChangesReply struct{ Body []tickets.UserChange }

func (s *Server) userChanges(ctx context.Context, in *userChangesRequest) (*userChangesReply, error) {
	if in.Before.IsZero() {
		in.Before = s.cfg.Now().Add(time.Minute)
	}
	list, err := s.cfg.Accounts.UserChanges(ctx, actorOf(ctx), in.Login, tickets.Cursor{At: in.Before, ID: in.BeforeID})
	return &userChangesReply{Body: notNil(list)}, err
}

type powerlessRequest struct {
	Unit string `path:"unit" maxLength:"40"`
}

type rolesReply struct{ Body []tickets.Role }

func (s *Server) powerless(ctx context.Context, in *powerlessRequest) (*rolesReply, error) {
	return &rolesReply{Body: notNil(tickets.Powerless(in.Unit, s.cfg.Tickets.Rulebook(ctx).Tree))}, nil
}
