package importing

import (
	"slices"
	"strings"

	"hotline12345/tickets/org"
)

// NewUser is an account of a table. Password is for accounts that are new: the
// one given, or "" for one to be made.
type NewUser struct {
	org.User
	New      bool
	Password string
	// Reset gives an account that is there a new password.
	Reset bool
}

func (r *reader) users(k Existing) []NewUser {
	units, tree := indexUnits(k.Units), org.NewTree(k.Units)
	have, alike := map[string]org.User{}, map[string]string{}
	for _, u := range k.Users {
		have[u.Login], alike[strings.ToLower(u.Login)] = u, u.Login
	}
	var list []NewUser
	var rows []Row
	for _, r.row = range r.table.Rows {
		u := r.user(have, units)
		if other, taken := alike[strings.ToLower(u.Login)]; taken && other != u.Login {
			r.bad("login", Taken) // ADMIN beside admin deceives
		}
		alike[strings.ToLower(u.Login)] = u.Login
		if r.once("login", u.Login) && u.Login != "" {
			list, rows = append(list, u), append(rows, r.row)
		}
		if u.Login == k.Login && (u.Disabled || !slices.Contains(u.Roles, org.RoleAdministrator)) {
			r.bad("login", OwnAccount)
		}
		r.ineffectiveRoles(u, tree)
	}
	r.numbers(list, rows, k.Users)
	return list
}

func (r *reader) user(have map[string]org.User, units unitIndex) NewUser {
	login := r.text("login")
	if login != "" && !org.IsLogin(login) {
		r.bad("login", Invalid)
	}
	old, there := have[login]
	u := NewUser{User: old, New: !there}
	u.Login = login
	r.set(&u.Name, "name")
	r.set(&u.Number, "number")
	if u.Number != "" && !org.IsAgentNumber(u.Number) {
		r.bad("number", Invalid)
	}
	if r.has("roles") {
		u.Roles = nil
		for _, role := range r.several("roles") {
			u.Roles = append(u.Roles, org.Role(role))
		}
	}
	if slices.Contains(u.Roles, org.RoleAgent) && u.Number == "" {
		r.bad("number", NeedsNumber)
	}
	if r.has("unit") {
		u.Unit = r.unitOf("unit", units)
	}
	if r.has("languages") || u.New {
		if u.Languages = r.several("languages"); len(u.Languages) == 0 {
			u.Languages = []string{"zh"}
		}
	}
	if r.has("queues") || u.New {
		u.Queues = r.several("queues")
	}
	if r.has("disabled") {
		u.Disabled = r.yes("disabled")
	}
	r.password(&u)
	return u
}

// ineffectiveRoles warns of each role that decides nothing where the user belongs.
func (r *reader) ineffectiveRoles(u NewUser, tree org.Tree) {
	if u.Disabled || u.Unit == "" {
		return
	}
	for _, role := range org.IneffectiveRoles(u.Unit, tree) {
		if slices.Contains(u.Roles, role) {
			r.warn("roles", IneffectiveRole, r.wordFor("roles", string(role)))
		}
	}
}

// password reads the password of a new account; others keep theirs, unless the
// word for a new one stands there.
func (r *reader) password(u *NewUser) {
	s := r.text("password")
	if _, reset := r.mean("password", s); reset {
		u.Reset = !u.New
		return
	}
	if s == "" || !u.New {
		return
	}
	if org.CheckPassword(u.Login, s) != "" {
		n := len(r.faults)
		r.bad("password", WeakPassword)
		r.faults[n].Value = "" // an error is shown and may be stored
	}
	u.Password = s
}

// numbers reports agent numbers (工号) that two accounts would have.
func (r *reader) numbers(list []NewUser, rows []Row, known []org.User) {
	owner := map[string]string{}
	changed := map[string]bool{}
	for _, u := range list {
		changed[u.Login] = true
	}
	for _, u := range known {
		if !changed[u.Login] {
			owner[u.Number] = u.Login
		}
	}
	for i, u := range list {
		switch other, taken := owner[u.Number]; {
		case u.Number == "":
		case !taken:
			owner[u.Number] = u.Login
		case changed[other]:
			r.badAt(rows[i], "number", Double)
		default:
			r.badAt(rows[i], "number", Taken)
		}
	}
}
