package org

import (
	"slices"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
)

// LongestToken is how long a token of a machine holds at most.
const LongestToken = 366 * 24 * time.Hour

// MachineToken lets a program of an integrator use a part of the interface in the name of an
// account, until it expires. The token itself is shown once, and only its sum is kept.
type MachineToken struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Login     string    `json:"login"`
	Scopes    []string  `json:"scopes" nullable:"false"`
	CreatedBy Person    `json:"created_by"`
	CreatedAt time.Time `json:"created_at"`
	ExpiresAt time.Time `json:"expires_at"`
	UsedAt    time.Time `json:"used_at,omitzero"`
	RevokedAt time.Time `json:"revoked_at,omitzero"`
	RevokedBy *Person   `json:"revoked_by,omitempty"`
	// OfPerson: it is on a person's account, as tokens of earlier versions may be.
	OfPerson bool `json:"of_person,omitempty"`
}

// Holds reports whether a token is neither revoked nor expired.
func (t MachineToken) Holds(now time.Time) bool {
	return t.RevokedAt.IsZero() && now.Before(t.ExpiresAt)
}

// Check returns what is wrong with a new token, of all scopes that there are.
func (t MachineToken) Check(scopes []string) error {
	var wrong []errs.FieldError
	bad := func(field string, code errs.FieldCode) {
		wrong = append(wrong, errs.FieldError{Field: field, Code: code})
	}
	switch {
	case text.IsBlank(t.Name):
		bad("name", errs.CodeRequired)
	case !text.Clean(t.Name, text.MaxName):
		bad("name", errs.CodeInvalid)
	}
	if len(t.Scopes) == 0 {
		bad("scopes", errs.CodeRequired)
	}
	for _, s := range t.Scopes {
		if !slices.Contains(scopes, s) {
			bad("scopes", errs.CodeUnknown)
			break
		}
	}
	if life := t.ExpiresAt.Sub(t.CreatedAt); life <= 0 || life > LongestToken {
		bad("days", errs.CodeInvalid)
	}
	if len(wrong) > 0 {
		return &errs.Invalid{Fields: wrong}
	}
	return nil
}
