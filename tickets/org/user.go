package org

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
)

// User is an account of a person who works with the hotline, or of a program.
type User struct {
	ID    string `json:"id"`
	Login string `json:"login"`
	Name  string `json:"name"`
	// Number is the agent's number (工号), which callers hear; empty for
	// users who take no calls.
	Number   string `json:"number,omitempty"`
	Roles    []Role `json:"roles"`
	Unit     string `json:"unit"` // code
	UnitName string `json:"unit_name"`
	// Languages that the user speaks ("zh", "yue", "en", or another of the installation's)
	// and the queues that the user serves.
	Languages []string `json:"languages"`
	Queues    []string `json:"queues"`
	// PasswordHash is argon2id's encoded form; it never leaves the service.
	PasswordHash string `json:"-"`
	Disabled     bool   `json:"disabled,omitempty"`
	// Machine: programs act for the account with tokens, and nobody signs in with it. Chosen
	// when the account is made, for ever.
	Machine bool `json:"machine,omitempty"`
	// Token and TokenName are those of the request, as in Person.
	Token     string `json:"-"`
	TokenName string `json:"-"`
	// MustChange: an administrator chose the password. Until the user has chosen one
	// of their own, they may do nothing else.
	MustChange bool `json:"must_change,omitempty"`
	// SecondFactor: signing in takes a code of the user's telephone, too.
	SecondFactor bool `json:"second_factor,omitempty"`
	// MustEnroll: one of the user's roles needs a second factor, and there is none yet;
	// PasswordExpired: the password is too old. Until that is mended the user may do
	// nothing else. See Policy.
	MustEnroll      bool `json:"must_enroll,omitempty"`
	PasswordExpired bool `json:"password_expired,omitempty"`
	// PasswordAt is when the password was chosen; zero where that is not known.
	PasswordAt time.Time `json:"-"`
	// Rev counts the changes of the account: of two administrators who change it
	// at once, the second gets ErrConflict.
	Rev int `json:"rev,omitempty"`
	// Epoch tells sessions apart: those that began in an earlier one have ended.
	Epoch int `json:"-"`
}

// Actor is the user acting from a network address.
func (u User) Actor(from string) Actor {
	return Actor{Person: Person{ID: u.ID, Number: u.Number, Name: u.Name, Unit: u.Unit, Token: u.Token, TokenName: u.TokenName}, Roles: u.Roles, From: from}
}

var (
	loginForm  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$`)
	numberForm = regexp.MustCompile(`^[0-9]{1,8}$`)
	queueForm  = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,31}$`)
)

// IsLogin reports whether a text can be a login: "y04clerk", at most 64 characters.
func IsLogin(s string) bool { return loginForm.MatchString(s) }

// IsAgentNumber reports whether a text can be an agent's number (工号): 1 to 8 digits.
func IsAgentNumber(s string) bool { return numberForm.MatchString(s) }

// Check returns what is wrong with an account. before is the account that it replaces, or
// a new one's zero value: a unit that has ended since then is not wrong, as its people go
// on with the successor, nor is a language that callers can no longer choose. languages are
// those that they can.
func (u User) Check(before User, tree Tree, languages []string) []errs.FieldError {
	var wrong []errs.FieldError
	bad := func(field string, code errs.FieldCode) {
		wrong = append(wrong, errs.FieldError{Field: field, Code: code})
	}
	if !IsLogin(u.Login) {
		bad("login", errs.CodeInvalid)
	}
	switch {
	case text.IsBlank(u.Name):
		bad("name", errs.CodeRequired)
	case !text.Clean(u.Name, text.MaxName) || strings.ContainsAny(u.Name, "\n\t"):
		bad("name", errs.CodeInvalid)
	}
	if len(u.Roles) == 0 {
		bad("roles", errs.CodeRequired)
	} else if slices.ContainsFunc(u.Roles, func(r Role) bool { return !slices.Contains(Roles(), r) }) {
		bad("roles", errs.CodeUnknown)
	}
	switch {
	case u.Unit == "":
		bad("unit", errs.CodeRequired)
	case u.Unit != before.Unit && !tree.Works(u.Unit):
		bad("unit", errs.CodeUnknown)
	}
	agent := slices.Contains(u.Roles, RoleAgent)
	if u.Machine && (agent || slices.Contains(u.Roles, RoleAdministrator)) { // no program takes calls or administers
		bad("roles", errs.CodeInvalid)
	}
	switch {
	case agent && u.Number == "":
		bad("number", errs.CodeRequired)
	case u.Number != "" && !IsAgentNumber(u.Number):
		bad("number", errs.CodeInvalid)
	}
	switch {
	case agent && len(u.Languages) == 0:
		bad("languages", errs.CodeRequired)
	case slices.ContainsFunc(u.Languages, func(l string) bool {
		return !slices.Contains(languages, l) && !slices.Contains(before.Languages, l)
	}):
		bad("languages", errs.CodeUnknown)
	}
	if len(u.Queues) > 50 || slices.ContainsFunc(u.Queues, func(q string) bool { return !queueForm.MatchString(q) }) {
		bad("queues", errs.CodeUnknown)
	}
	return wrong
}

// Tidy returns an account with what a form sends brought into one form.
func Tidy(u User) User {
	u.Login, u.Name, u.Number = strings.TrimSpace(u.Login), strings.TrimSpace(text.WithoutInvisible(u.Name)), strings.TrimSpace(text.HalfWidth(u.Number))
	var roles []Role
	for _, r := range Roles() { // each once, in their order
		if slices.Contains(u.Roles, r) {
			roles = append(roles, r)
		}
	}
	if unknown := slices.IndexFunc(u.Roles, func(r Role) bool { return !slices.Contains(Roles(), r) }); unknown >= 0 {
		roles = append(roles, u.Roles[unknown]) // Check refuses it
	}
	u.Roles = roles
	u.Languages, u.Queues = append([]string{}, u.Languages...), append([]string{}, u.Queues...)
	return u
}
