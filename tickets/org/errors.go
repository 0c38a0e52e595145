package org

import (
	"errors"
)

// Errors that callers branch on.
var (
	// ErrOwnAccount: administrators would lock themselves out.
	ErrOwnAccount = errors.New("not with one's own account")
	// ErrLastAdministrator: nobody could administer the whole any more.
	ErrLastAdministrator = errors.New("the last administrator")
)
