package retention

import (
	"strings"
	"time"
	"unicode/utf8"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// LegalHold is an order that nothing of a ticket is deleted, or that it may be again: a court, an
// inspection or a complaint about the hotline needs it. The last one counts; none is changed.
type LegalHold struct {
	Ticket tickets.Number `json:"ticket"`
	On     bool           `json:"on"`
	Reason string         `json:"reason"`
	By     org.Person     `json:"by"`
	At     time.Time      `json:"at"`
}

const longestReason = 2000

// Check returns what is wrong with an order: it needs a reason.
func (h LegalHold) Check() error {
	reason := strings.TrimSpace(h.Reason)
	switch {
	case text.IsBlank(reason):
		return &errs.Invalid{Fields: []errs.FieldError{{Field: "reason", Code: errs.CodeRequired}}}
	case utf8.RuneCountInString(reason) > longestReason:
		return &errs.Invalid{Fields: []errs.FieldError{{Field: "reason", Code: errs.CodeTooLong}}}
	}
	return nil
}

// HoldRoles may order and lift holds.
func HoldRoles() []org.Role { return []org.Role{org.RoleSupervisor, org.RoleLeader, org.RoleAuditor} }
