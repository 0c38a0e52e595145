package tickets

import (
	"regexp"
	"slices"
	"strings"
)

var (
	loginForm  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$`)
	numberForm = regexp.MustCompile(`^[0-9]{1,8}$`)
	queueForm  = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,31}$`)
)

// IsLogin says whether a text can be a login: "y04clerk", at most 64 characters.
func IsLogin(s string) bool { return loginForm.MatchString(s) }

// IsAgentNumber says whether a text can be an agent's number (工号): 1 to 8 digits.
func IsAgentNumber(s string) bool { return numberForm.MatchString(s) }

// languages are those that callers choose from.
var languages = []string{"zh", "yue", "en"}

// check says what is wrong with an account; before is the one that it replaces, or
// a new one's zero value. A unit that has ended since is no fault: its people go on
// with the successor.
func (u User) check(before User, tree Tree) []FieldError {
	var wrong []FieldError
	bad := func(field string, code FieldCode) { wrong = append(wrong, FieldError{field, code}) }
	if !IsLogin(u.Login) {
		bad("login", CodeInvalid)
	}
	switch {
	case strings.TrimSpace(u.Name) == "":
		bad("name", CodeRequired)
	case !cleanText(u.Name, maxName) || strings.ContainsAny(u.Name, "\n\t"):
		bad("name", CodeInvalid)
	}
	if len(u.Roles) == 0 {
		bad("roles", CodeRequired)
	} else if slices.ContainsFunc(u.Roles, func(r Role) bool { return !slices.Contains(Roles(), r) }) {
		bad("roles", CodeUnknown)
	}
	switch {
	case u.Unit == "":
		bad("unit", CodeRequired)
	case u.Unit != before.Unit && !tree.Works(u.Unit):
		bad("unit", CodeUnknown)
	}
	agent := slices.Contains(u.Roles, RoleAgent)
	switch {
	case agent && u.Number == "":
		bad("number", CodeRequired)
	case u.Number != "" && !IsAgentNumber(u.Number):
		bad("number", CodeInvalid)
	}
	switch {
	case agent && len(u.Languages) == 0:
		bad("languages", CodeRequired)
	case slices.ContainsFunc(u.Languages, func(l string) bool { return !slices.Contains(languages, l) }):
		bad("languages", CodeUnknown)
	}
	if len(u.Queues) > 50 || slices.ContainsFunc(u.Queues, func(q string) bool { return !queueForm.MatchString(q) }) {
		bad("queues", CodeUnknown)
	}
	return wrong
}

// tidyUser brings what a form sends into one form.
func tidyUser(u User) User {
	u.Login, u.Name, u.Number = strings.TrimSpace(u.Login), strings.TrimSpace(shown(u.Name)), strings.TrimSpace(narrow(u.Number))
	var roles []Role
	for _, r := range Roles() { // each once, in their order
		if slices.Contains(u.Roles, r) {
			roles = append(roles, r)
		}
	}
	if unknown := slices.IndexFunc(u.Roles, func(r Role) bool { return !slices.Contains(Roles(), r) }); unknown >= 0 {
		roles = append(roles, u.Roles[unknown]) // check says so
	}
	u.Roles = roles
	u.Languages, u.Queues = append([]string{}, u.Languages...), append([]string{}, u.Queues...)
	return u
}
