// Package errs has the errors that callers of the capabilities branch on, whatever the
// capability and the store.
package errs

import (
	"errors"
)

// Errors that callers branch on.
var (
	// ErrNotFound: no such call, draft or ticket, or the actor may not see it.
	ErrNotFound = errors.New("not found")
	// ErrConflict: it was changed meanwhile; read again.
	ErrConflict = errors.New("changed meanwhile")
	// ErrForbidden: the actor's role does not allow it.
	ErrForbidden = errors.New("not allowed")
	// ErrUnavailable: the store is out of reach; it is not certain that anything was
	// changed.
	ErrUnavailable = errors.New("store unavailable")
	// ErrTooBroad: the store would search too long; narrow the question.
	ErrTooBroad = errors.New("too broad")
	// ErrRefused: the store will never take this, however often it is tried.
	ErrRefused = errors.New("store refuses")
)
