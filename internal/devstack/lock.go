package devstack

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// Lock keeps two processes from making the same thing at once: it waits until
// no other process holds the file. The lock ends with the process at the latest.
func Lock(path string) (unlock func(), err error) { return flock(path, syscall.LOCK_EX) }

// TryLock is Lock that fails instead of waiting.
func TryLock(path string) (unlock func(), err error) {
	return flock(path, syscall.LOCK_EX|syscall.LOCK_NB)
}

func flock(path string, how int) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	if err := syscall.Flock(int(f.Fd()), how); err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", path, err), f.Close())
	}
	return func() { _ = f.Close() }, nil // closing unlocks
}
