package speech

import (
	"errors"
	"fmt"
	"sync"

	"hotline12345/ivr"
)

// faultLog reports each fault of a prompt once, until it is another.
type faultLog struct {
	report func(string, error)

	mu   sync.Mutex
	seen map[string]string // prompt@language -> fault
}

func (f *faultLog) note(p ivr.Prompt, msg string, err error) {
	key, fault := p.ID+"@"+string(p.Language), fmt.Sprint(msg, err)
	f.mu.Lock()
	if f.seen == nil {
		f.seen = map[string]string{}
	}
	again := f.seen[key] == fault
	f.seen[key] = fault
	f.mu.Unlock()
	if !again {
		f.report(msg, fmt.Errorf("prompt %s in %s: %w", p.ID, p.Language, err))
	}
}

func isUnknownCharacter(err error) bool { return errors.Is(err, ErrUnknownCharacter) }
