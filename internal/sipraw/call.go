package sipraw

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
)

// Call is one dialog that this party began, or an attempt at it. Its fields may be
// changed between two requests, to send what is wrong.
type Call struct {
	Party  *Party
	From   string // a header's value without tag: "<sip:13800138000@127.0.0.1>"
	Number string // the user part that is called
	ID     string // Call-ID
	CSeq   int
	To     string // the header of the answer, once there is one
	Target string // of requests in the dialog: the answer's Contact
	branch string // of the last INVITE
}

// NewCall returns a call that is not begun.
func (p *Party) NewCall(from, number string) *Call {
	return &Call{Party: p, From: from, Number: number, ID: rand.Text() + "@foreign.invalid",
		Target: fmt.Sprintf("sip:%s@%s", number, p.peer)}
}

// Request sends a request and returns its CSeq; more are whole header lines.
func (c *Call) Request(method, body string, more ...string) (int, error) {
	c.CSeq++
	branch := "z9hG4bK" + rand.Text()
	if method == "INVITE" {
		c.branch = branch
	}
	return c.CSeq, c.Party.Send(c.build(method, c.CSeq, branch, body, more...))
}

func (c *Call) build(method string, cseq int, branch, body string, more ...string) []byte {
	to := c.To
	if to == "" {
		to = fmt.Sprintf("<sip:%s@%s>", c.Number, c.Party.peer.Addr())
	}
	lines := []string{
		fmt.Sprintf("%s %s SIP/2.0", method, c.Target),
		fmt.Sprintf("Via: SIP/2.0/UDP %s;rport;branch=%s", c.Party.Addr(), branch),
		"Max-Forwards: 70",
		fmt.Sprintf("From: %s;tag=1", c.From),
		"To: " + to,
		"Call-ID: " + c.ID,
		fmt.Sprintf("CSeq: %d %s", cseq, method),
	}
	if !hasHeader(more, "Contact") {
		lines = append(lines, fmt.Sprintf("Contact: <sip:citizen@%s>", c.Party.Addr()))
	}
	return Lines(append(lines, more...), body)
}

// Do sends a request and returns its final response.
func (c *Call) Do(ctx context.Context, method, body string, more ...string) (Message, error) {
	cseq, err := c.Request(method, body, more...)
	if err != nil {
		return Message{}, err
	}
	return c.Final(ctx, cseq, method)
}

// Final waits for the final response of a request.
func (c *Call) Final(ctx context.Context, cseq int, method string) (Message, error) {
	m, err := c.Response(ctx, cseq, method, 200)
	if err != nil {
		return m, fmt.Errorf("%s has no answer: %w", method, err)
	}
	return m, nil
}

// Response waits for a response of at least a status.
func (c *Call) Response(ctx context.Context, cseq int, method string, least int) (Message, error) {
	want := fmt.Sprintf("%d %s", cseq, method)
	return c.Party.Wait(ctx, func(m Message) bool {
		return m.Status >= least && m.Head.Get("Call-ID") == c.ID && m.Head.Get("CSeq") == want
	})
}

// Invite calls: it sends an INVITE, waits for its end and acknowledges it. ackBody is
// the session description of the ACK, of a call whose INVITE had none.
func (c *Call) Invite(ctx context.Context, body, ackBody string, more ...string) (Message, error) {
	cseq, err := c.Request("INVITE", body, more...)
	if err != nil {
		return Message{}, err
	}
	final, err := c.Final(ctx, cseq, "INVITE")
	if err != nil {
		return final, err
	}
	return final, c.Ack(final, cseq, ackBody)
}

// Ack acknowledges an INVITE's final response; a positive one makes the dialog.
func (c *Call) Ack(final Message, cseq int, body string) error {
	branch := c.branch
	c.To = final.Head.Get("To")
	if final.Status < 300 {
		branch = "z9hG4bK" + rand.Text() // a transaction of its own
		if at := uriOf(final.Head.Get("Contact")); at != "" {
			c.Target = at
		}
	}
	return c.Party.Send(c.build("ACK", cseq, branch, body))
}

// HangUp ends the call.
func (c *Call) HangUp(ctx context.Context) error {
	_, err := c.Do(ctx, "BYE", "")
	return err
}

// uriOf returns the address between < and > of a header's value.
func uriOf(value string) string {
	_, rest, ok := strings.Cut(value, "<")
	if !ok {
		return ""
	}
	uri, _, _ := strings.Cut(rest, ">")
	return uri
}
