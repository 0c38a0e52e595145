package ownership

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Witness is where claims are written and read.
type Witness interface {
	// Read returns the claim that stands there; false if there is none. An error
	// means that the witness cannot be asked.
	Read(ctx context.Context) (Claim, bool, error)
	// Write replaces the claim that was read, the zero Claim if there was none. A
	// witness that can tell returns ErrChanged when another one stands there now.
	Write(ctx context.Context, was, now Claim) error
}

// ErrChanged is returned by Write when somebody else has written since the reading.
var ErrChanged = errors.New("another service has claimed meanwhile")

// askLimit bounds one reading or writing: a witness that takes longer is away.
const askLimit = 2 * time.Second

// watch looks at a witness again and again and measures how long its claim stands
// still.
type watch struct {
	Witness
	now func() time.Time

	mu     sync.Mutex
	seen   View
	moving bool // the claim has changed under our eyes
	at     time.Time
	err    error // of the last reading
}

// look reads the witness. A pause between two looks counts as two beats at most: who
// was frozen itself has not seen that nothing moved. What was seen before an outage of
// the witness counts for nothing, as nobody could write.
func (w *watch) look(ctx context.Context) View {
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	c, there, err := w.Read(ctx)
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.now()
	was, since := w.seen, min(now.Sub(w.at), 2*Every)
	w.at, w.err = now, err
	w.seen = View{Reached: err == nil, There: there, Claim: c}
	switch {
	case err != nil || !was.Reached:
		w.moving = false
	case was.Claim == c && was.There == there:
		w.seen.Still = was.Still + since
	default:
		w.moving = true
	}
	return w.seen
}

// put writes a claim and notes it as seen.
func (w *watch) put(ctx context.Context, was View, c Claim) error {
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	var before Claim
	if was.There {
		before = was.Claim
	}
	err := w.Write(ctx, before, c)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.err = err
	if err != nil {
		w.seen = View{}
		return err
	}
	w.seen = View{Reached: true, There: true, Claim: c}
	return nil
}

// last returns what was seen last, whether it moves, and why there is nothing to see.
func (w *watch) last() (v View, moving bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.seen, w.moving, w.err
}
