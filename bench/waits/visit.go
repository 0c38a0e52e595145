package main

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"hotline12345/bench/rig"
	"hotline12345/cmd/citizen/phone"
	"hotline12345/cti"
)

const (
	// pause is silence that is longer than any inside a prompt.
	pause = 900 * time.Millisecond
	// notice is longer than what a citizen hears on the way into the queue.
	notice = 9 * time.Second
)

// menu is a call that chooses the language and hangs up.
func menu(ctx context.Context, s *rig.Stack, m *measures, i int) error {
	c, err := dial(ctx, s, s.Number, i)
	if err != nil {
		return err
	}
	defer func() { _ = c.HangUp() }()
	if err := c.Until(ctx, "the first prompt", func() bool { return !c.FirstSound().IsZero() }); err != nil {
		return err
	}
	m.add(arrival, c.FirstSound().Sub(c.Invited))
	return press(ctx, c, m)
}

func dial(ctx context.Context, s *rig.Stack, number string, i int) (*phone.Call, error) {
	peer, err := netip.ParseAddrPort(s.SIP)
	if err != nil {
		return nil, err
	}
	return phone.Dial(ctx, phone.Options{To: number, From: fmt.Sprintf("138%08d", i), Peer: peer, Speak: phone.Tone(rig.CitizenTone)})
}

// press waits for silence, presses 1, and measures until something is heard.
func press(ctx context.Context, c *phone.Call, m *measures) error {
	if err := quiet(ctx, c); err != nil {
		return err
	}
	c.Press("1")
	at, err := c.Pressed(ctx)
	if err != nil {
		return err
	}
	heard, err := poll(ctx, c, "the next prompt", func() bool { return c.LastSound().After(at) })
	m.add(key, heard.Sub(at))
	return err
}

func quiet(ctx context.Context, c *phone.Call) error {
	return c.Until(ctx, "the end of the prompt", func() bool { return time.Since(c.LastSound()) > pause })
}

// talk is a call straight to the complaint queue, 12345-1-1, where the agent
// takes it.
func talk(ctx context.Context, s *rig.Stack, a *rig.Agent, m *measures, i int) error {
	c, err := dial(ctx, s, s.Number+"11", i)
	if err != nil {
		return err
	}
	defer func() { _ = c.HangUp() }()
	err = a.Until(ctx, "the citizen in the queue", func(d cti.Desk) bool {
		return slices.ContainsFunc(d.Queues, func(q cti.DeskQueue) bool { return q.Waiting > 0 })
	})
	if err != nil {
		return err
	}
	// Who answers during the recording notice waits for its end, by design.
	select {
	case <-time.After(notice):
	case <-ctx.Done():
		return ctx.Err()
	}
	began := time.Now()
	if err := a.Say(ctx, map[string]any{"type": "ready"}); err != nil {
		return err
	}
	call, took, err := a.Offered(ctx, began)
	if err != nil {
		return err
	}
	m.add(offer, took)
	if err := answer(ctx, c, a, call, m); err != nil {
		return err
	}
	return wrapUp(ctx, a, call)
}

func answer(ctx context.Context, c *phone.Call, a *rig.Agent, call cti.CallID, m *measures) error {
	speaking, silent := context.WithCancel(ctx)
	defer silent()
	go a.Headset.Speak(speaking)
	atAgent := a.Headset.Next()
	began := time.Now()
	if err := a.Say(ctx, map[string]any{"type": "accept", "call": call}); err != nil {
		return err
	}
	both := make(chan error, 1)
	go func() {
		select {
		case at := <-atAgent:
			m.add(agentHears, at.Sub(began))
			both <- nil
		case <-ctx.Done():
			both <- fmt.Errorf("the agent does not hear the citizen: %w", ctx.Err())
		}
	}()
	at, err := poll(ctx, c, "the citizen hears the agent", func() bool {
		heard := c.Heard()
		return len(heard) > 160 && rig.ToneIn(heard[len(heard)-160:], rig.AgentTone)
	})
	if err != nil {
		return err
	}
	m.add(citizenHears, at.Sub(began))
	return <-both
}

// wrapUp ends the talk and leaves the agent not ready, as the next visit wants.
func wrapUp(ctx context.Context, a *rig.Agent, call cti.CallID) error {
	for _, step := range []struct {
		message map[string]any
		until   func(cti.Desk) bool
	}{
		{map[string]any{"type": "hang_up", "call": call}, func(d cti.Desk) bool { return d.State == cti.WrapUp }},
		{map[string]any{"type": "wrap_up_done", "disposition": cti.DispositionNoNeed}, func(d cti.Desk) bool { return d.State == cti.Available }},
		{map[string]any{"type": "not_ready", "reason": cti.ReasonBreak}, func(d cti.Desk) bool { return d.State == cti.NotReady }},
	} {
		if err := a.Say(ctx, step.message); err != nil {
			return err
		}
		if err := a.Until(ctx, fmt.Sprint(step.message["type"]), step.until); err != nil {
			return err
		}
	}
	return nil
}

// poll checks every millisecond, which is finer than a packet.
func poll(ctx context.Context, c *phone.Call, what string, holds func() bool) (time.Time, error) {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-c.Ended():
			return time.Time{}, fmt.Errorf("%s: the call has ended", what)
		case <-ctx.Done():
			return time.Time{}, fmt.Errorf("%s: %w", what, ctx.Err())
		}
	}
	return time.Now(), nil
}
