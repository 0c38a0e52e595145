package tickets

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hotline12345/internal/errs"
)

// Webhook is another system that is told of tickets' moves.
type Webhook struct {
	ID  string `json:"id"`
	URL string `json:"url"`
	// Events are those it wants ("ticket.dispatch"); none means all.
	Events []string `json:"events" nullable:"false"`
	Active bool     `json:"active"`
	// OffReason says why it was switched off by itself.
	OffReason string    `json:"off_reason,omitempty"`
	CreatedBy string    `json:"created_by"`
	CreatedAt time.Time `json:"created_at"`
	// Delivered is the last success; Waiting and Failed count messages.
	Delivered time.Time `json:"delivered,omitzero"`
	Waiting   int       `json:"waiting"`
	Failed    int       `json:"failed"`
}

// Rev returns the version of what an administrator sets of a webhook: a digest of it.
func (w Webhook) Rev() string {
	events := slices.Sorted(slices.Values(w.Events))
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %t", w.URL, events, w.Active))
	return hex.EncodeToString(sum[:8])
}

// StaleWebhook is the error for a change of a webhook that is another by now, and for a new
// one that would tell a system of the same a second time. It is an errs.ErrConflict.
type StaleWebhook struct{ Now Webhook }

// Error implements error.
func (*StaleWebhook) Error() string { return "the webhook was changed meanwhile" }

// Unwrap makes it a conflict.
func (*StaleWebhook) Unwrap() error { return errs.ErrConflict }

// HookMessage is a message to a webhook. Its id is the same at every try, so a
// receiver can drop doubles.
type HookMessage struct {
	ID   string
	URL  string
	Body []byte
	// Secrets sign it: the present one, and the one before while both hold.
	Secrets []string
}

// FailedDelivery is a message that was given up.
type FailedDelivery struct {
	ID      string    `json:"id"`
	Webhook string    `json:"webhook"`
	URL     string    `json:"url"`
	Ticket  Number    `json:"ticket"`
	Seq     int       `json:"seq"`
	Event   string    `json:"event"`
	Tries   int       `json:"tries"`
	Reason  string    `json:"reason"`
	At      time.Time `json:"at"`
}

// ErrReceiverGone: the receiver wants no message ever again (410, RFC 9110).
var ErrReceiverGone = errors.New("the receiver is gone for good")

// eventPrefix makes a move an event.
const eventPrefix = "ticket."

// EventOf returns the name of the event of a move.
func EventOf(m Move) string { return eventPrefix + string(m) }

// IsEvent reports whether there is such an event.
func IsEvent(name string) bool {
	m, ok := strings.CutPrefix(name, eventPrefix)
	return ok && slices.Contains(Moves(), Move(m))
}

// HookMessageID returns the id of the message of one entry to one webhook.
func HookMessageID(hook string, n Number, seq int) string {
	return fmt.Sprintf("%s_%s_%d", hook, n, seq)
}

// HookMessageBody returns a message that tells of an entry without anything about persons:
//
//	{"type":"ticket.dispatch","timestamp":"2026-11-23T02:00:00Z","data":{"ticket":"261123000001",
//	 "seq":2,"move":"dispatch","state":"dispatched","unit":"Y04"}}
func HookMessageBody(n Number, e Entry) ([]byte, error) {
	type data struct {
		Ticket Number `json:"ticket"`
		Seq    int    `json:"seq"`
		Move   Move   `json:"move"`
		State  State  `json:"state"`
		Unit   string `json:"unit,omitempty"`
	}
	return json.Marshal(struct {
		Type string    `json:"type"`
		At   time.Time `json:"timestamp"`
		Data data      `json:"data"`
	}{EventOf(e.Move), e.At.UTC(), data{n, e.Seq, e.Move, e.To, cmp.Or(e.Unit, e.Assignee)}})
}

// retryPauses are the pauses after each try that failed: about a day in all.
var retryPauses = []time.Duration{5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute,
	30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 8 * time.Hour}

// RetryPause returns how long to wait after so many tries; false: no more.
func RetryPause(tries int) (time.Duration, bool) {
	if tries < 1 || tries > len(retryPauses) {
		return 0, false
	}
	return retryPauses[tries-1], true
}
