package cti

import (
	"cmp"
	"strings"
	"time"

	"hotline12345/internal/phone"
	"hotline12345/ivr"
)

// InboundRoute sends the callers of Number into the flow Flow. Digits dialled beyond
// Number are taken as keys: 1234511 is 12345, then 1, 1.
type InboundRoute struct {
	Number string `json:"number"`
	Flow   string `json:"flow"`
	// Line is the number as its callers meet it.
	Line ivr.Line `json:"line,omitzero"`
	// Offer and Announce are the number's own Times; 0: those of all.
	Offer    time.Duration `json:"offer,omitempty"`
	Announce time.Duration `json:"announce,omitempty"`
}

// Route returns the route of a dialled number, and the keys that were dialled behind it
// (1234511 is 12345, 1, 1), also behind an area code. Of several numbers that fit it is the
// longest: 075712345 before 12345. A number without a route gets the first one: no caller is turned
// away. It reports whether there is any.
func (s Settings) Route(called string) (route InboundRoute, ahead string, ok bool) {
	if len(s.Numbers) == 0 {
		return InboundRoute{}, "", false
	}
	route, longest := s.Numbers[0], 0
	for _, r := range s.Numbers {
		if n := s.endsWith(called, r.Number); n > longest {
			route, longest = r, n
		}
	}
	if longest > 0 {
		return route, "", true
	}
	for _, r := range s.Numbers {
		for _, number := range []string{r.Number, strings.TrimPrefix(r.Number, "0")} {
			if keys, fits := phone.Behind(called, number); fits && len(number) > longest {
				route, ahead, longest = r, keys, len(number)
			}
		}
	}
	return route, ahead, true
}

// endsWith returns how many digits at the end of a dialled number are a number of ours, 0 for none. An
// exchange may have taken off the area code of the city, or the 0 before it.
func (s Settings) endsWith(called, number string) int {
	for _, c := range []string{called, s.Area + called} {
		for _, n := range []string{number, strings.TrimPrefix(number, "0")} {
			if n != "" && strings.HasSuffix(c, n) {
				return len(n)
			}
		}
	}
	return 0
}

// offerTime and announceTime return the limits of a call's number.
func (e *Engine) offerTime(c *call) time.Duration {
	return cmp.Or(c.Offer, e.settings.Times.Offer)
}

func (e *Engine) announceTime(c *call) time.Duration {
	return cmp.Or(c.Announce, e.settings.Times.Announce)
}
