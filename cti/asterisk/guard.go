package asterisk

import "context"

// guardVariable is the global variable of Asterisk in which the watchdog says that it
// watches: a service that nobody watches over has to know.
const guardVariable = "WATCHDOG"

// SayWatching tells the service that the watchdog watches; each text has to be new.
func (s *StandIn) SayWatching(ctx context.Context, text string) error {
	return s.ari.setVariable(ctx, guardVariable, text)
}

// Watched returns what the watchdog said last, "" if nothing. It watches as long as the
// text changes.
func (c *Client) Watched(ctx context.Context) (string, error) {
	return c.variable(ctx, guardVariable)
}
