package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"hotline12345/internal/web"
)

// factorKey returns what reads the key that seals second factors. It is made once, while no
// secret is sealed: where it is missing later, another one would open none of them, and hide
// that the right one is gone. It is read each time, so that it needs no restart once it is
// back. Errors: web.ErrNoFactorKey; of sealed, which reports whether there are secrets.
func (s Settings) factorKey(sealed func(context.Context) (bool, error)) func(context.Context) ([]byte, error) {
	name := s.keyFile("factors.key")
	return func(ctx context.Context) ([]byte, error) {
		key, err := keyOf(name, false)
		if !errors.Is(err, fs.ErrNotExist) {
			return key, err
		}
		used, err := sealed(ctx)
		if err != nil {
			return nil, fmt.Errorf("%s is missing, and whether it is needed is not known: %w", name, err)
		}
		if used {
			return nil, fmt.Errorf("%w: %s. Nothing was sealed, opened or made: put the file back from a backup of the data folder (keys/factors.key); docs/operating.md says what to do if none has it", web.ErrNoFactorKey, name)
		}
		return keyOf(name, true)
	}
}
