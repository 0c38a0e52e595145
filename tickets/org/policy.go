package org

import (
	"time"
)

// Policy is what the city asks of everybody who signs in.
type Policy struct {
	// FactorRoles need a second factor.
	FactorRoles []Role
	// PasswordAge is how long a password holds; 0 is for ever.
	PasswordAge time.Duration
}

// Apply returns a user with what the policy asks of them at a time.
func (p Policy) Apply(u User, now time.Time) User {
	u.MustEnroll = p.NeedsFactor(u) && !u.SecondFactor
	u.PasswordExpired = p.PasswordAge > 0 && !u.PasswordAt.IsZero() && now.Sub(u.PasswordAt) >= p.PasswordAge
	return u
}

// NeedsFactor reports whether a user may not sign in without a second factor.
func (p Policy) NeedsFactor(u User) bool {
	return len(p.FactorRoles) > 0 && u.Actor("").Has(p.FactorRoles...)
}

// SecondFactor is a user's second factor as it is kept: the secret is sealed.
type SecondFactor struct {
	Secret    []byte
	Confirmed bool
}
