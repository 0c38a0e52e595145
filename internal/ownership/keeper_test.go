package ownership

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// board is a witness in memory.
type board struct {
	compares bool // as a database does
	mu       sync.Mutex
	away     bool
	there    bool
	claim    Claim
}

var errAway = errors.New("away")

func (b *board) Read(context.Context) (Claim, bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.away {
		return Claim{}, false, errAway
	}
	return b.claim, b.there, nil
}

func (b *board) Write(_ context.Context, was, now Claim) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.away:
		return errAway
	case b.compares && b.there && (b.claim.Epoch != was.Epoch || b.claim.Instance != was.Instance || b.claim.Beat != was.Beat):
		return ErrChanged
	}
	b.claim, b.there = now, true
	return nil
}

func (b *board) set(away bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.away = away
}

func (b *board) clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.claim, b.there = Claim{}, false
}

// hotline is an Asterisk and a database that services compete for.
type hotline struct{ asterisk, database *board }

func newHotline() hotline { return hotline{&board{}, &board{compares: true}} }

// service is one run of a service.
type service struct {
	*Keeper
	frozen chan struct{} // full while the process stands still
	end    context.CancelFunc
	ran    chan error
}

func (h hotline) service(instance string) *service {
	s := &service{ran: make(chan error, 1), frozen: make(chan struct{}, 1)}
	s.Keeper = NewKeeper(Config{Instance: instance, Who: "pid of " + instance, Asterisk: slow{h.asterisk, s}, Database: slow{h.database, s}})
	return s
}

// slow is a witness that a frozen process does not reach.
type slow struct {
	*board
	of *service
}

func (w slow) Read(ctx context.Context) (Claim, bool, error) {
	w.of.frozen <- struct{}{}
	defer func() { <-w.of.frozen }()
	return w.board.Read(ctx)
}

// own acquires within a limit and keeps what it got; it reports whether it got it.
func (s *service) own(t *testing.T, limit time.Duration) bool {
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	if s.Acquire(ctx) != nil {
		return false
	}
	ctx, s.end = context.WithCancel(t.Context())
	t.Cleanup(s.end)
	go func() { s.ran <- s.Run(ctx) }()
	return true
}

func (s *service) commands(t *testing.T) error {
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	return s.Confirm(ctx)
}

func TestTheSecondStandsByAndTakesOver(t *testing.T) {
	t.Parallel()
	for name, away := range map[string]bool{"with the database": false, "without it": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := newHotline()
				h.database.set(away)
				a, b := h.service("A/1"), h.service("B/1")
				if !a.own(t, 5*time.Second) {
					t.Fatal("the first one does not own what nobody claims")
				}
				if b.own(t, time.Hour) {
					t.Fatal("the second one owns beside the first")
				}
				if err := a.commands(t); err != nil {
					t.Fatalf("the first one may not command: %v", err)
				}
				a.end() // kill -9
				begun := time.Now()
				if !b.own(t, time.Minute) {
					t.Fatal("nobody takes over")
				}
				if took := time.Since(begun); took < GoneAfter-Every || took > GoneAfter+2*Every {
					t.Errorf("taken over after %v, want about %v", took, GoneAfter)
				}
				if err := b.MayOpen(t.Context()); err != nil {
					t.Errorf("the new owner may not open the websocket: %v", err)
				}
				if err := b.Sole(t.Context()); err != nil || time.Since(begun) > GoneAfter+2*Every {
					t.Errorf("the new owner waits for a proof that it has: %v", err)
				}
			})
		})
	}
}

func TestARestartTakesItsOwnClaimAtOnce(t *testing.T) {
	t.Parallel()
	for name, away := range map[string]bool{"with the database": false, "without it": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := newHotline()
				a := h.service("A/1")
				a.own(t, time.Minute)
				synctest.Wait()
				a.end()
				h.database.set(away)
				begun := time.Now()
				again := h.service("A/1")
				if !again.own(t, time.Minute) || again.MayOpen(t.Context()) != nil || again.Sole(t.Context()) != nil {
					t.Fatal("the restarted service is not the owner")
				}
				if took := time.Since(begun); took != 0 {
					t.Errorf("the restart waited %v", took)
				}
				if again.Status().Claim.Epoch <= a.Status().Claim.Epoch {
					t.Error("the restart has no later epoch")
				}
			})
		})
	}
}

// TestAFrozenOwnerYields: it stood still, was proved gone and replaced. When it goes on it
// commands nothing.
func TestAFrozenOwnerYields(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHotline()
		a, b := h.service("A/1"), h.service("B/1")
		a.own(t, time.Minute)
		time.Sleep(3 * Every)
		a.frozen <- struct{}{}
		if !b.own(t, time.Minute) {
			t.Fatal("the frozen owner is never replaced")
		}
		time.Sleep(2 * Every)
		<-a.frozen
		if err := a.commands(t); !errors.Is(err, ErrLost) {
			t.Errorf("the former owner commands: %v", err)
		}
		if err := <-a.ran; !errors.Is(err, ErrLost) {
			t.Errorf("the former owner ends with %v", err)
		}
		if err := a.Replaced(t.Context()); !errors.Is(err, ErrLost) {
			t.Errorf("the former owner takes the application back: %v", err)
		}
		time.Sleep(time.Minute)
		if err := b.commands(t); err != nil {
			t.Errorf("the new owner may not command: %v", err)
		}
	})
}

// TestOutagesOfWitnessesChangeNoOwner: the database goes and comes; Asterisk restarts and
// forgets; its claims are cleared by a reload of the dialplan.
func TestOutagesOfWitnessesChangeNoOwner(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHotline()
		a, b := h.service("A/1"), h.service("B/1")
		a.own(t, time.Minute)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		taken := make(chan error, 1)
		go func() { taken <- b.Acquire(ctx) }()
		for range 3 {
			h.database.set(true)
			time.Sleep(time.Minute)
			h.database.set(false)
			time.Sleep(GoneAfter / 2)
			h.asterisk.set(true)
			time.Sleep(time.Minute)
			h.asterisk.clear()
			h.asterisk.set(false)
			time.Sleep(GoneAfter / 2)
			h.asterisk.clear()
			time.Sleep(time.Minute)
		}
		select {
		case err := <-taken:
			t.Fatalf("the second one has become the owner: %v", err)
		case err := <-a.ran:
			t.Fatalf("the owner has given up: %v", err)
		default:
		}
		if err := a.commands(t); err != nil {
			t.Errorf("the owner may not command: %v", err)
		}
	})
}

// TestBothAtOnceEndWithOne: two services begin at the same moment, with the database and
// without it, where nobody can compare.
func TestBothAtOnceEndWithOne(t *testing.T) {
	t.Parallel()
	for name, away := range map[string]bool{"with the database": false, "without it": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := newHotline()
				h.database.set(away)
				a, b := h.service("A/1"), h.service("B/1")
				got := make(chan *service, 2)
				for _, s := range []*service{a, b} {
					go func() {
						if s.own(t, time.Minute) {
							got <- s
						}
					}()
				}
				time.Sleep(2 * time.Minute)
				owner := <-got
				select {
				case <-got:
					t.Fatal("both own")
				default:
				}
				if err := owner.commands(t); err != nil {
					t.Errorf("the owner may not command: %v", err)
				}
			})
		})
	}
}

// TestABoldClaimIsRefused: a service that saw no claim writes over the owner's. The owner
// goes on, and releases nothing until the other is quiet.
func TestABoldClaimIsRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHotline()
		a := h.service("A/1")
		a.own(t, time.Minute)
		time.Sleep(3*Every + Every/2)
		bold := Claim{Epoch: 9, Instance: "B/1", Who: "pid of B"}
		_ = h.asterisk.Write(t.Context(), Claim{}, bold)
		begun := time.Now()
		time.Sleep(2 * Every)
		now, _, _ := h.asterisk.Read(t.Context())
		if now.Instance != "A/1" || now.Epoch <= bold.Epoch || now.Displaced != bold.Instance {
			t.Errorf("in Asterisk stands %s", now)
		}
		if Stands(bold, View{There: true, Claim: now}, 0) {
			t.Error("the bold one does not see that it is refused")
		}
		if err := a.Sole(t.Context()); err != nil || time.Since(begun) < GoneAfter {
			t.Errorf("channels are released %v after another one's claim: %v", time.Since(begun), err)
		}
	})
}

// TestAStrangerDoesNotEndTheOwner: a program that claims nothing takes the application.
func TestAStrangerDoesNotEndTheOwner(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHotline()
		a := h.service("A/1")
		a.own(t, time.Minute)
		if err := a.Replaced(t.Context()); err != nil {
			t.Fatalf("the owner leaves its citizens to a stranger: %v", err)
		}
		if a.MayOpen(t.Context()) != nil || a.Status().Rogue != 1 {
			t.Errorf("the owner does not take the application back: %+v", a.Status())
		}
	})
}

// TestTheOwnerJoinsLateWitnesses: everything was away at the start.
func TestTheOwnerJoinsLateWitnesses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHotline()
		h.asterisk.set(true)
		h.database.set(true)
		a := h.service("A/1")
		if !a.own(t, time.Second) {
			t.Fatal("a service alone does not begin without Asterisk and the database")
		}
		if a.MayOpen(t.Context()) == nil {
			t.Error("the websocket may be opened without a claim")
		}
		h.asterisk.set(false)
		if err := a.MayOpen(t.Context()); err != nil {
			t.Errorf("Asterisk has come: %v", err)
		}
		h.database.set(false)
		<-a.Database()
	})
}

// TestAServiceThatDecidesNothingGivesNoSign: its loop stands still.
func TestAServiceThatDecidesNothingGivesNoSign(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHotline()
		a, b := h.service("A/1"), h.service("B/1")
		var still atomic.Bool
		a.cfg.Alive = func(ctx context.Context) error {
			if !still.Load() {
				return nil
			}
			<-ctx.Done()
			return ctx.Err()
		}
		a.own(t, time.Minute)
		time.Sleep(Every)
		still.Store(true)
		if !b.own(t, time.Minute) {
			t.Error("a service that decides nothing is the owner for ever")
		}
	})
}
