package main

//hotline:faults

import (
	"context"
	"syscall"
	"testing"
	"time"

	"hotline12345/bench/rig"
	"hotline12345/cmd/citizen/phone"
	"hotline12345/cti"
)

func talking(d cti.Desk) bool { return d.Call != nil && d.Call.Phase == cti.PhaseTalking }

// TestATalkSurvivesTheService kills the service in the middle of a talk: the
// citizen stays on the line, and the agent, whose page comes back, is in the same
// call; both hear each other again.
func TestATalkSurvivesTheService(t *testing.T) {
	in := install(t)
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	first := signIn(ctx, t, in)
	say(ctx, t, first, map[string]any{"type": "ready"})
	citizen := in.dial(ctx)
	call, _, err := first.Offered(ctx, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	say(ctx, t, first, map[string]any{"type": "accept", "call": call})
	bothHear(ctx, t, first, citizen)

	in.stop(syscall.SIGKILL)
	first.Close()
	in.start()
	back := signIn(ctx, t, in)
	defer back.Close()
	if err := back.Until(ctx, "the same call", func(d cti.Desk) bool { return talking(d) && d.Call.Call == call }); err != nil {
		t.Fatal(err)
	}
	bothHear(ctx, t, back, citizen)

	say(ctx, t, back, map[string]any{"type": "hang_up", "call": call})
	rates(ctx, t, back, citizen)
	eventually(ctx, t, "the answer is stored", func() bool {
		return in.sql("select record->'ratings'->0->>'score' from calls where call = '"+string(call)+"'") == "2"
	})
}

// rates has the citizen answer the survey that follows a talk, and waits for the end of the call.
func rates(ctx context.Context, t *testing.T, a *rig.Agent, citizen *phone.Call) {
	t.Helper()
	if err := a.Until(ctx, "the register", func(d cti.Desk) bool { return d.State == cti.WrapUp }); err != nil {
		t.Fatal(err)
	}
	citizen.Press("2")
	select {
	case <-citizen.Ended():
	case <-ctx.Done():
		t.Fatal("the citizen is not hung up on")
	}
}

func signIn(ctx context.Context, t *testing.T, in *installation) *rig.Agent {
	t.Helper()
	a, err := rig.SignIn(ctx, &rig.Stack{Page: in.page, Password: "demo-12345"}, "1001")
	if err != nil {
		t.Fatal(err)
	}
	speak, quiet := context.WithCancel(context.Background())
	t.Cleanup(quiet)
	go a.Headset.Speak(speak)
	return a
}

func say(ctx context.Context, t *testing.T, a *rig.Agent, message map[string]any) {
	t.Helper()
	if err := a.Say(ctx, message); err != nil {
		t.Fatal(err)
	}
}

// bothHear waits until each hears the other's tone from now on.
func bothHear(ctx context.Context, t *testing.T, a *rig.Agent, citizen *phone.Call) {
	t.Helper()
	if err := a.Until(ctx, "the talk", talking); err != nil {
		t.Fatal(err)
	}
	from := len(citizen.Heard())
	select {
	case <-a.Headset.Next():
	case <-ctx.Done():
		t.Fatal("the agent does not hear the citizen")
	}
	err := citizen.Until(ctx, "the agent's tone", func() bool {
		heard := citizen.Heard()
		return phone.Power(heard[min(from, len(heard)):], rig.AgentTone) > 0.5
	})
	if err != nil {
		t.Fatal(err)
	}
}
