package org

import (
	"errors"
)

// Errors that callers branch on.
var (
	// ErrOwnAccount: administrators would lock themselves out.
	ErrOwnAccount = errors.New("not with one's own account")
	// ErrLastAdministrator: no administrator of the whole would be left.
	ErrLastAdministrator = errors.New("the last administrator")
)
