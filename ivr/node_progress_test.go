package ivr_test

import (
	"testing"
	"time"

	"hotline12345/ivr"
)

func ticketProgress() ivr.Progress {
	return ivr.Progress{
		Prompts: []string{"enter"}, PINPrompts: []string{"pin"}, NotFound: []string{"none"},
		Status: []string{"status"}, Due: []string{"due"}, InputTimeout: 3 * time.Second,
		Keys: map[string]ivr.NodeID{"0": "line", "*": "bye", "#": "bye"}, Next: "next", Fallback: "line",
	}
}

// inProgress is a caller who has heard the question for the ticket's number.
func inProgress(t *testing.T, l ivr.Language) *caller {
	t.Helper()
	n := ticketProgress()
	delete(n.Keys, "#")
	c := calls(t, ivr.Nodes{"start": n, "line": line, "bye": bye, "next": ivr.Goodbye{Prompts: []string{"next"}}},
		ivr.Arrival{Language: l}, now, play(or(l), "enter"))
	c.on(promptsEnd{}, ivr.Listen{For: 3 * time.Second})
	return c
}

// or is the language that is spoken.
func or(l ivr.Language) ivr.Language {
	if l == "" {
		return ivr.Mandarin
	}
	return l
}

const ticket = "202611290001"

// keysIn keys in the ticket and its PIN.
func (c *caller) keysIn(number, pin string) {
	c.Helper()
	c.keys(number, 3*time.Second)
	c.on("#", play(or(c.Language), "pin"))
	c.on(promptsEnd{}, ivr.Listen{For: 3 * time.Second})
	c.keys(pin[:3], 3*time.Second)
	c.on(pin[3:], ivr.LookUpTicket{Number: number, PIN: pin})
}

func TestProgressIsTold(t *testing.T) {
	t.Parallel()
	c := inProgress(t, ivr.English)
	c.keysIn(ticket, "8000")
	if c.Keys != "" || c.Input != "" {
		t.Errorf("keys %q, input %q: the digits are nobody's business", c.Keys, c.Input)
	}
	c.on("1")       // the answer comes at once
	c.on("*")       //
	c.on(timeout{}) // nothing was waited for
	found := ivr.TicketFound{Status: "handled", Due: "2026-12-01", Days: 2}
	told := ivr.PlayPrompt{Prompts: []ivr.Prompt{
		with(ivr.English, "status", "status", "handled", "digits", ticket),
		with(ivr.English, "due", "n", "2", "date", "2026-12-01"),
	}}
	c.on(found, told)
	c.on(found) // answered twice
	c.on(promptsEnd{}, play(ivr.English, "next"))

	c = inProgress(t, ivr.English)
	c.keysIn(ticket, "0000")
	c.on(ivr.TicketFound{Status: "closed"},
		ivr.PlayPrompt{Prompts: []ivr.Prompt{with(ivr.English, "status", "status", "closed", "digits", ticket)}})
	c.on("7") // means nothing
	c.on("0", ivr.StopPrompt{}, agent(ivr.English))
}

// TestFromProgressBackToTheMenu when the state is told.
func TestFromProgressBackToTheMenu(t *testing.T) {
	t.Parallel()
	n := ticketProgress()
	n.Keys = nil
	nodes := ivr.Nodes{
		"start":    ivr.Menu{Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"3": "progress", "8": "bye"}, InputTimeout: 1, Fallback: "line"},
		"progress": n, "line": line, "bye": bye,
	}
	c := calls(t, nodes, ivr.Arrival{Keys: "3"}, now, play(ivr.Mandarin, "enter"))
	c.on(promptsEnd{}, ivr.Listen{For: 3 * time.Second})
	c.keysIn(ticket, "8000")
	c.on("8") // the answer comes at once
	c.on(ivr.TicketFound{Status: "closed"},
		ivr.PlayPrompt{Prompts: []ivr.Prompt{with(ivr.Mandarin, "status", "status", "closed", "digits", ticket)}})
	c.on("8", ivr.StopPrompt{}, play(ivr.Mandarin, "goodbye"))

	// Without a key of its own, * begins the PIN anew.
	c = calls(t, nodes, ivr.Arrival{Keys: "3"}, now, play(ivr.Mandarin, "enter"))
	c.on(promptsEnd{}, ivr.Listen{For: 3 * time.Second})
	c.keys("1", 3*time.Second)
	c.on("#", play(ivr.Mandarin, "pin"))
	c.on(promptsEnd{}, ivr.Listen{For: 3 * time.Second})
	c.keys("12*A345", 3*time.Second)
	c.on("6", ivr.LookUpTicket{Number: "1", PIN: "3456"})
}

// TestProgressWithoutAState: where nobody says how the ticket stands, an agent does.
func TestProgressWithoutAState(t *testing.T) {
	t.Parallel()
	c := inProgress(t, ivr.Cantonese)
	c.keysIn(ticket, "8000")
	c.on(ivr.TicketFound{Due: "2026-12-01"}, agent(ivr.Cantonese))
}

func TestATicketThatIsNotFoundIsAskedForAgain(t *testing.T) {
	t.Parallel()
	c := inProgress(t, "")
	c.keysIn(ticket, "8000")
	c.on(ivr.TicketNotFound{}, play(ivr.Mandarin, "none", "enter"))
	c.on(promptsEnd{}, ivr.Listen{For: 3 * time.Second})
	c.keysIn("1", "1111")
	c.on(ivr.TicketNotFound{}, agent(ivr.Mandarin))
}

func TestWhatIsNotAnsweredLeadsToAnAgent(t *testing.T) {
	t.Parallel()
	for _, answer := range []ivr.Answer{ivr.TicketLocked{}, ivr.Failed{}} {
		c := inProgress(t, "")
		c.on(answer) // nothing was asked
		c.keysIn(ticket, "8000")
		c.on(ivr.VoiceHeard{}) // is no answer
		c.on(answer, agent(ivr.Mandarin))
	}
}

func TestKeysWhileATicketIsKeyedIn(t *testing.T) {
	t.Parallel()
	wait := ivr.Listen{For: 3 * time.Second}
	c := inProgress(t, "")
	c.on("0", agent(ivr.Mandarin))

	c = inProgress(t, "")
	c.keys("10A", 3*time.Second) // 0 within a number is a digit
	c.on("*", play(ivr.Mandarin, "goodbye"))

	c = inProgress(t, "")
	c.keys("2026", 3*time.Second)
	c.on(timeout{}, play(ivr.Mandarin, "pin")) // a pause ends the number
	c.on("0", ivr.StopPrompt{}, wait)          // and is the PIN's first digit
	c.on("*", play(ivr.Mandarin, "goodbye"))

	c = inProgress(t, "")
	c.on("1", wait)
	c.on("#", play(ivr.Mandarin, "pin"))
	c.on("*", ivr.StopPrompt{}, play(ivr.Mandarin, "goodbye"))

	c = calls(t, ivr.Nodes{"start": ticketProgress(), "line": line, "bye": bye}, ivr.Arrival{}, now, play(ivr.Mandarin, "enter"))
	c.on("0", ivr.StopPrompt{}, agent(ivr.Mandarin))
}

// TestTheHashOfKeysEndsNoPIN: # among the node's keys is a key in the place of the
// first digit, and ends the PIN all the same.
func TestTheHashOfKeysEndsNoPIN(t *testing.T) {
	t.Parallel()
	c := calls(t, ivr.Nodes{"start": ticketProgress(), "line": line, "bye": bye}, ivr.Arrival{}, now, play(ivr.Mandarin, "enter"))
	c.on(promptsEnd{}, ivr.Listen{For: 3 * time.Second})
	c.on("1", ivr.Listen{For: 3 * time.Second})
	c.on(timeout{}, play(ivr.Mandarin, "pin"))
	c.on("#", ivr.StopPrompt{}, play(ivr.Mandarin, "invalid", "pin"))
}

func TestSilenceAndWrongDigitsLeadToAnAgent(t *testing.T) {
	t.Parallel()
	wait := ivr.Listen{For: 3 * time.Second}
	c := inProgress(t, "")
	c.on(timeout{}, play(ivr.Mandarin, "timeout", "enter"))
	c.on("#", ivr.StopPrompt{}, agent(ivr.Mandarin)) // no number

	c = inProgress(t, "")
	c.on("#", play(ivr.Mandarin, "invalid", "enter"))
	c.on("1", ivr.StopPrompt{}, wait)
	c.on("#", play(ivr.Mandarin, "pin"))
	c.on(promptsEnd{}, wait)
	c.on(timeout{}, agent(ivr.Mandarin))

	c = inProgress(t, "")
	c.on("1", wait)
	c.on("#", play(ivr.Mandarin, "pin"))
	c.on(promptsEnd{}, wait)
	c.on(timeout{}, play(ivr.Mandarin, "timeout", "pin"))
	c.on("1", ivr.StopPrompt{}, wait)
	c.keys("23", 3*time.Second)
	c.on(timeout{}, agent(ivr.Mandarin)) // three digits

	c = inProgress(t, "")
	c.on("1", wait)
	c.on("#", play(ivr.Mandarin, "pin"))
	c.on(promptsEnd{}, wait)
	c.keys("123", 3*time.Second)
	c.on(timeout{}, play(ivr.Mandarin, "invalid", "pin"))

	c = inProgress(t, "")
	c.on("1", wait)
	c.on("#", play(ivr.Mandarin, "pin"))
	c.on(promptsEnd{}, wait)
	c.keys("123", 3*time.Second)
	c.on("#", play(ivr.Mandarin, "invalid", "pin"))
	c.on(promptsEnd{}, wait)
	c.keys("567", 3*time.Second) // they begin anew
	c.on("8", ivr.LookUpTicket{Number: "1", PIN: "5678"})
}

func TestProgressIsTypedAhead(t *testing.T) {
	t.Parallel()
	wait := ivr.Listen{For: 3 * time.Second}
	nodes := ivr.Nodes{"start": ticketProgress(), "line": line, "bye": bye}
	c := calls(t, nodes, ivr.Arrival{Keys: "20"}, now, wait, wait)
	c.on(timeout{}, play(ivr.Mandarin, "pin"))
	calls(t, nodes, ivr.Arrival{Keys: "0"}, now, agent(ivr.Mandarin))
}

// TestANewTicketIsAskedForFromTheStart when the caller comes a second time.
func TestANewTicketIsAskedForFromTheStart(t *testing.T) {
	t.Parallel()
	n := ticketProgress()
	nodes := ivr.Nodes{"start": n, "line": line, "bye": bye, "next": ivr.Menu{
		Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"3": "start"}, InputTimeout: 1, Fallback: "line"}}
	delete(n.Keys, "#")
	c := calls(t, nodes, ivr.Arrival{}, now, play(ivr.Mandarin, "enter"))
	c.on(promptsEnd{}, ivr.Listen{For: 3 * time.Second})
	c.keysIn(ticket, "8000")
	c.on(ivr.TicketFound{Status: "closed"},
		ivr.PlayPrompt{Prompts: []ivr.Prompt{with(ivr.Mandarin, "status", "status", "closed", "digits", ticket)}})
	c.on(promptsEnd{}, play(ivr.Mandarin, "menu"))
	c.on("3", ivr.StopPrompt{}, play(ivr.Mandarin, "enter"))
	if c.Ticket != "" || c.Step != "" {
		t.Errorf("session %+v", c.Session)
	}
}

func TestFaultsOfProgress(t *testing.T) {
	t.Parallel()
	wantFaults(t, ivr.Progress{}, "prompts missing", "pin_prompts missing", "not_found missing", "status missing",
		"input_timeout missing", "next missing", "fallback missing")
	n := ticketProgress()
	n.Keys, n.Next, n.Fallback = map[string]ivr.NodeID{"+": "line"}, "gone", "lost"
	wantFaults(t, n, "keys + not_a_key", "next dangling", "fallback dangling")
}

// TestDigitsOfAPINAreHidden: who carries keys on knows which of them are nobody's business,
// and a hidden one is counted like any.
func TestDigitsOfAPINAreHidden(t *testing.T) {
	t.Parallel()
	c := inProgress(t, ivr.English)
	hides := func(when string, held int, want bool) {
		t.Helper()
		if n, is := c.Hides(); is != want || is && n != held {
			t.Errorf("%s: %d digits are held, hidden: %v; want %d, %v", when, n, is, held, want)
		}
	}
	hides("in the ticket's number", 0, false)
	c.keys(ticket, 3*time.Second)
	c.on("#", play(ivr.English, "pin"))
	hides("before the PIN", 0, true)
	c.on(promptsEnd{}, ivr.Listen{For: 3 * time.Second})
	for n := 1; n < 4; n++ {
		c.on(ivr.HiddenDigit, ivr.Listen{For: 3 * time.Second})
		hides("in the PIN", n, true)
	}
	c.on(ivr.HiddenDigit, ivr.LookUpTicket{Number: ticket, PIN: "xxxx"})
	if _, is := c.Hides(); !is {
		t.Error("while the ticket is looked up, a digit too many is told")
	}
	c.on(ivr.TicketNotFound{}, ivr.PlayPrompt{Prompts: []ivr.Prompt{{ID: "none", Language: ivr.English}, {ID: "enter", Language: ivr.English}}})
	hides("in the next number", 0, false)

	for what, s := range map[string]ivr.Session{"without a flow": {Step: "pin"}, "at another node": {Step: "pin", Node: "line", Flow: &ivr.Flow{Nodes: ivr.Nodes{"line": line}}}} {
		if _, is := s.Hides(); is {
			t.Errorf("%s digits are hidden", what)
		}
	}
}
