package app

import (
	"fmt"
	"slices"
	"time"

	"hotline12345/tickets/org"
)

// Policy returns what the settings ask of those who sign in.
func (s Settings) Policy() org.Policy {
	p := org.Policy{PasswordAge: time.Duration(s.PasswordDays) * 24 * time.Hour}
	for _, r := range s.SecondFactor {
		p.FactorRoles = append(p.FactorRoles, org.Role(r))
	}
	return p
}

// checkPolicy refuses roles that there are not, and ages that are none.
func (s Settings) checkPolicy() error {
	for _, r := range s.SecondFactor {
		if !slices.Contains(org.Roles(), org.Role(r)) {
			return fmt.Errorf("read settings: HOTLINE_SECOND_FACTOR names the role %q: there are %v", r, org.Roles())
		}
	}
	if s.PasswordDays < 0 || s.PasswordDays > 3650 {
		return fmt.Errorf("read settings: HOTLINE_PASSWORD_DAYS is %d: days, or 0 for never", s.PasswordDays)
	}
	return nil
}
