package org

import (
	"slices"
	"time"
)

// UserAct is what was done with an account.
type UserAct string

// The acts.
const (
	UserAdded       UserAct = "added"
	UserChanged     UserAct = "changed"
	UserDeactivated UserAct = "deactivated"
	UserActivated   UserAct = "activated"
	UserReset       UserAct = "reset"    // a new first password
	UserPassword    UserAct = "password" // their own
	UserFactor      UserAct = "factor"   // a second factor of their own, or none any more
	UserFactorReset UserAct = "factor_reset"
	UserTokenMade   UserAct = "token_made" // a program may act for the account
	UserTokenEnded  UserAct = "token_revoked"
)

// UserChange is one change of an account, as it stays on record.
type UserChange struct {
	ID    string    `json:"id"`
	At    time.Time `json:"at"`
	By    Person    `json:"by"`
	Addr  string    `json:"addr,omitempty"`
	Login string    `json:"login"`
	What  UserAct   `json:"what"`
	// Before is missing for an account that was added; both are missing where
	// only the password changed.
	Before *UserState `json:"before,omitempty"`
	After  *UserState `json:"after,omitempty"`
	// Token is the token that was made or revoked.
	Token *MachineToken `json:"token,omitempty"`
}

// UserState is what an administrator sets of an account.
type UserState struct {
	Name      string   `json:"name"`
	Number    string   `json:"number,omitempty"`
	Roles     []Role   `json:"roles" nullable:"false"`
	Unit      string   `json:"unit"`
	Languages []string `json:"languages" nullable:"false"`
	Queues    []string `json:"queues" nullable:"false"`
	Disabled  bool     `json:"disabled,omitempty"`
	// Machine is chosen when the account is made; a change leaves it.
	Machine bool `json:"machine,omitempty"`
}

// State returns what an administrator sets of a user.
func (u User) State() UserState {
	return UserState{Name: u.Name, Number: u.Number, Roles: append([]Role{}, u.Roles...), Unit: u.Unit,
		Languages: append([]string{}, u.Languages...), Queues: append([]string{}, u.Queues...), Disabled: u.Disabled, Machine: u.Machine}
}

// Same reports whether two states are equal.
func (s UserState) Same(o UserState) bool {
	return s.Name == o.Name && s.Number == o.Number && s.Unit == o.Unit && s.Disabled == o.Disabled &&
		slices.Equal(s.Roles, o.Roles) && slices.Equal(s.Languages, o.Languages) && slices.Equal(s.Queues, o.Queues)
}

// ActOf returns the name of the change from one state to another; before is nil for a new
// account.
func ActOf(before *UserState, after UserState) UserAct {
	switch {
	case before == nil:
		return UserAdded
	case !before.Disabled && after.Disabled:
		return UserDeactivated
	case before.Disabled && !after.Disabled:
		return UserActivated
	}
	return UserChanged
}

// UserFilter selects accounts; empty fields hold for all.
type UserFilter struct {
	Text string // found within the login, the name or the number
	// Unit is the top of the units whose people are meant, Under all of them.
	Unit  string
	Under []string
	// Units are those of the administrator's area; nil is all.
	Units []string
	Role  Role
	// Active is "yes", "no", or "" for both.
	Active        string
	Offset, Limit int
}

// UserPage is a page of accounts by login, and how many there are.
type UserPage struct {
	Users []User `json:"users" nullable:"false"`
	Total int    `json:"total"`
	// Roles counts the active users of each role in the area, whatever the
	// filter says; Unchanged those who have not chosen a password yet.
	Roles     map[Role]int `json:"roles"`
	Unchanged int          `json:"unchanged"`
}

// Cursor is where a list by time goes on, the latest first: after the one of this time
// and id. Without an id it is before all of that time.
type Cursor struct {
	At time.Time
	ID string
}
