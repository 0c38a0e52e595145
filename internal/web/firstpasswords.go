package web

import (
	"context"
	"crypto/rand"
	"fmt"

	"hotline12345/tickets/importing"
)

// firstPasswords makes the hashes of accounts that need one, and passwords where
// none was given; those it returns. Signing in goes on meanwhile: both take turns.
func (s *Server) firstPasswords(ctx context.Context, users []importing.NewUser) ([]NewPassword, error) {
	made := []NewPassword{}
	for i := range users {
		u := &users[i]
		if !u.New && !u.Reset {
			continue
		}
		if u.Password == "" {
			u.Password = makePassword()
			made = append(made, NewPassword{Login: u.Login, Name: u.Name, Password: u.Password})
		}
		leave, ok := s.passwords.Take(ctx)
		if !ok {
			return nil, busy()
		}
		hash, err := HashPassword(u.Password)
		leave()
		if err != nil {
			return nil, fmt.Errorf("make the password of %s: %w", u.Login, err)
		}
		u.PasswordHash = hash
	}
	return made, nil
}

// FirstPassword makes a password that its owner has to change, and its stored form.
func FirstPassword() (password, hash string, err error) {
	password = makePassword()
	if hash, err = HashPassword(password); err != nil {
		return "", "", fmt.Errorf("make a first password: %w", err)
	}
	return password, hash, nil
}

// letters of passwords are those that are not mixed up when read out.
const letters = "abcdefghjkmnpqrstuvwxyz23456789"

// makePassword returns 14 random letters in groups: "k7mxpqd-w9rtabc", about 69 bits.
func makePassword() string {
	const group, groups = 7, 2
	var out []byte
	for len(out) < group*groups+groups-1 {
		if len(out) == group {
			out = append(out, '-')
		}
		var b [1]byte
		_, _ = rand.Read(b[:])                         // never fails (crypto/rand)
		if int(b[0]) < 256/len(letters)*len(letters) { // every letter as likely
			out = append(out, letters[int(b[0])%len(letters)])
		}
	}
	return string(out)
}
