package web

import (
	"sync"

	"github.com/alexedwards/argon2id"
	"go.uber.org/zap"

	"hotline12345/tickets/org"
)

const (
	// checkedAtOnce bounds the passwords that are checked at once: argon2id
	// takes 64 MB and a core for each.
	checkedAtOnce = 2
	// checkedSoon bounds those that wait: a whole centre that begins its
	// shift, not a flood.
	checkedSoon = 256
)

// decoyHash is compared when the login is unknown, so that the answer takes as long
// as for a known one.
var decoyHash = sync.OnceValue(func() string {
	h, err := HashPassword("decoy")
	if err != nil {
		panic(err) // no randomness: nothing is safe
	}
	return h
})

// HashPassword makes the stored form of a password (argon2id).
func HashPassword(password string) (string, error) {
	return argon2id.CreateHash(password, argon2id.DefaultParams)
}

// PasswordOpens reports whether a password is that of a stored form.
func PasswordOpens(password, hash string) bool {
	fits, err := argon2id.ComparePasswordAndHash(password, hash)
	return err == nil && fits
}

// passwordFits checks a password; known is false for an unknown login.
func (s *Server) passwordFits(u org.User, known bool, password string) bool {
	hash := decoyHash() // also for a known login, so that the first one takes no longer
	if known && u.PasswordHash != "" {
		hash = u.PasswordHash
	} else {
		known = false
	}
	fits, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		s.cfg.Log.Error("stored password cannot be read", zap.String("login", u.Login), zap.Error(err))
	}
	return fits && known
}
