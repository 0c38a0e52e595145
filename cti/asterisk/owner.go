package asterisk

import (
	"context"
	"fmt"

	"hotline12345/cti"
	"hotline12345/internal/ownership"
)

// ownerVariable is the global variable of Asterisk that holds the claim of the service
// that owns the application. It is gone when Asterisk ends, with all calls.
const ownerVariable = "HOTLINE_OWNER"

// Owner says whether this service owns the application; *ownership.Keeper does.
type Owner interface {
	// MayOpen returns nil when the websocket may be opened.
	MayOpen(ctx context.Context) error
	// Confirm waits until commands may be sent. It returns ownership.ErrLost when
	// they never may.
	Confirm(ctx context.Context) error
	// Sole waits until no former owner can be commanding.
	Sole(ctx context.Context) error
	// Replaced returns nil when the application has to be taken back, and
	// ownership.ErrLost when another service owns it.
	Replaced(ctx context.Context) error
}

// always is the Owner of a client that nobody competes with: in tests.
type always struct{}

func (always) MayOpen(context.Context) error  { return nil }
func (always) Confirm(context.Context) error  { return nil }
func (always) Sole(context.Context) error     { return nil }
func (always) Replaced(context.Context) error { return ownership.ErrLost }

// awaitSole holds a command that releases a channel back until no other owner can be
// alive: the channel of a call that the engine does not know may be that one's call.
func (c *Client) awaitSole(cmd cti.Command) {
	if _, release := cmd.(cti.ReturnToDialplan); release {
		_ = c.cfg.Owner.Sole(c.commands) // an error: nothing is carried out any more
	}
}

// mayCommand reports whether this service is known to own the application. One that
// was frozen, or could not reach Asterisk, waits until it knows.
func (c *Client) mayCommand(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, requestLimit)
	defer cancel()
	return c.cfg.Owner.Confirm(ctx) == nil
}

// Claims is Asterisk as a witness of who owns the application.
type Claims struct{ *Client }

var _ ownership.Witness = Claims{}

// Read implements ownership.Witness.
func (c Claims) Read(ctx context.Context) (ownership.Claim, bool, error) {
	text, err := c.variable(ctx, ownerVariable)
	if err != nil || text == "" {
		return ownership.Claim{}, false, err
	}
	claim, err := ownership.Parse(text)
	if err != nil { // a stranger's text is nobody's claim
		return ownership.Claim{}, false, nil //nolint:nilerr // it is written over
	}
	return claim, true, nil
}

// Write implements ownership.Witness. Asterisk cannot compare: of two who write at the
// same moment the last one stands, and the other sees it at its next beat.
func (c Claims) Write(ctx context.Context, _, now ownership.Claim) error {
	if err := c.setVariable(ctx, ownerVariable, now.String()); err != nil {
		return fmt.Errorf("claim Asterisk: %w", err)
	}
	return nil
}
