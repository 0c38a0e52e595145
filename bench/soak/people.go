package main

import (
	"context"
	"math/rand/v2"
	"net/netip"
	"time"

	"hotline12345/bench/rig"
	"hotline12345/cmd/citizen/phone"
	"hotline12345/cti"
)

// visit is one citizen who presses what he likes and hangs up when he likes. It
// reports whether the call was answered.
func visit(ctx context.Context, s *rig.Stack, from string) bool {
	peer, err := netip.ParseAddrPort(s.SIP)
	if err != nil {
		return false
	}
	to := s.Number
	if rand.IntN(2) == 0 {
		to += "11"
	}
	c, err := phone.Dial(ctx, phone.Options{To: to, From: from, Peer: peer, Speak: phone.Tone(rig.CitizenTone)})
	if err != nil {
		return false
	}
	defer func() { _ = c.HangUp() }()
	leave := time.After(time.Duration(rand.Int64N(int64(40 * time.Second))))
	for {
		select {
		case <-leave:
			return true
		case <-c.Ended():
			return true
		case <-ctx.Done():
			return true
		case <-time.After(time.Duration(rand.Int64N(int64(6 * time.Second)))):
			keys := []string{"1", "1", "2", "0", "9", "*", "#", "1111222233334444"}
			c.Press(keys[rand.IntN(len(keys))])
		}
	}
}

// work is an agent who takes what comes, now and then too late or not at all,
// holds, and hangs up or lets the citizen do it.
func work(ctx context.Context, a *rig.Agent) error {
	var desk cti.Desk
	for {
		if message := nextMessage(desk); message != nil {
			if err := pause(ctx, 3*time.Second); err != nil {
				return err
			}
			if err := a.Say(ctx, message); err != nil {
				return err
			}
		}
		var err error
		if desk, err = next(ctx, a, desk); err != nil {
			return err
		}
	}
}

// next waits for a change, but not for ever: a message may have come too late.
func next(ctx context.Context, a *rig.Agent, desk cti.Desk) (cti.Desk, error) {
	short, cancel := context.WithTimeout(ctx, 8*time.Second)
	defer cancel()
	d, err := a.Next(short, desk)
	if err != nil && short.Err() != nil && ctx.Err() == nil {
		return d, nil
	}
	return d, err
}

func nextMessage(d cti.Desk) map[string]any {
	switch {
	case d.State == cti.NotReady:
		return map[string]any{"type": "ready"}
	case d.State == cti.WrapUp:
		return map[string]any{"type": "wrap_up_done", "disposition": cti.DispositionNoNeed}
	case d.Call == nil:
		return nil
	case d.Call.Phase == cti.PhaseOffered && rand.IntN(10) == 0:
		return map[string]any{"type": "decline", "call": d.Call.Call}
	case d.Call.Phase == cti.PhaseOffered:
		return map[string]any{"type": "accept", "call": d.Call.Call}
	case d.Call.Phase == cti.PhaseHeld:
		return map[string]any{"type": "resume", "call": d.Call.Call}
	case rand.IntN(3) == 0:
		return map[string]any{"type": "hold", "call": d.Call.Call}
	default:
		return map[string]any{"type": "hang_up", "call": d.Call.Call}
	}
}

func pause(ctx context.Context, most time.Duration) error {
	select {
	case <-time.After(time.Duration(rand.Int64N(int64(most)))):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
