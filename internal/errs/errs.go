package errs

import (
	"errors"
)

// Errors that callers branch on.
var (
	// ErrNotFound: no such call, draft or ticket, or not for this actor's eyes.
	ErrNotFound = errors.New("not found")
	// ErrConflict: someone saved meanwhile; read again.
	ErrConflict = errors.New("changed meanwhile")
	// ErrForbidden: the actor's role does not allow it.
	ErrForbidden = errors.New("not allowed")
	// ErrUnavailable: the store is out of reach; nothing was changed for sure.
	ErrUnavailable = errors.New("store unavailable")
	// ErrTooBroad: the search takes the store too long; narrow it.
	ErrTooBroad = errors.New("too broad")
	// ErrRefused: the store will never take this, however often it is asked.
	ErrRefused = errors.New("store refuses")
)
