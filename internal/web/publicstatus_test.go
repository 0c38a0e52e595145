package web

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/service"
)

// tally counts tries in memory.
type tally struct {
	mu    sync.Mutex
	last  int64
	tries map[int64]service.StatusGuess
}

func (c *tally) BeginStatusTry(_ context.Context, g service.StatusGuess) (service.StatusTry, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.tries == nil {
		c.tries = map[int64]service.StatusGuess{}
	}
	c.last++
	c.tries[c.last] = g
	try := service.StatusTry{ID: c.last}
	within := map[bool]time.Duration{false: service.TriesWithin, true: service.WholeWithin}[g.Whole]
	for _, x := range c.tries {
		ticket, place := x.Ticket == g.Ticket && g.At.Sub(x.At) < within, x.Place == g.Place
		for n, counts := range map[*int]bool{&try.OfTicket: ticket, &try.Here: ticket && place,
			&try.OfPlace: place && g.At.Sub(x.At) < service.TriesWithin} {
			if counts && x.Whole == g.Whole {
				*n++
			}
		}
	}
	return try, nil
}

func (c *tally) ForgetStatusTry(_ context.Context, id int64) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.tries, id)
	return nil
}

func TestTheStatusNeedsNoSession(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := string(written(t, o, "1.1", registerMove).Number)
	citizen := o.browser(t)
	ask := func(number, last4 string) reply {
		return citizen.do("POST", "/api/public/status", `{"number":"`+number+`","last4":"`+last4+`"}`)
	}
	got := ask(n[:4]+" "+n[4:8]+" "+n[8:], "8000").want(200, "")
	if p := read[tickets.PublicStatus](got); p.Stage != tickets.StageReceived || string(p.Number) != n {
		t.Errorf("status %+v", p)
	}
	if strings.Contains(string(got.body), "王建军") {
		t.Errorf("the public reads %s", got.body)
	}
	ask("261123999999", "8000").want(404, "not_found")
	ask("x", "8000").want(404, "not_found")
	for range 5 {
		ask(n, "1111").want(404, "not_found")
	}
	ask(n, "8000").want(429, "whole_number")
	ask(n, "138 0013 8001").want(404, "not_found")
	ask(n, "+86 138-0013-8000").want(200, "")
	citizen.do("POST", "/api/public/status", `{"number":"`+n+`","last4":"8000"}`, "X-Forwarded-For", "198.51.100.7").want(200, "")
}

func TestOneHouseIsOneAddress(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	robot := o.browser(t)
	for i := range 31 {
		n, err := tickets.MakeNumber("261122", i+1)
		must(t, err)
		got := robot.do("POST", "/api/public/status", `{"number":"`+string(n)+`","last4":"1234"}`,
			"X-Forwarded-For", fmt.Sprintf("2001:db8:1:2::%x", i+1))
		if want := map[bool]int{true: 404, false: 429}[i < 30]; got.status != want {
			t.Errorf("try %d from one /64: %d, want %d", i+1, got.status, want)
		}
	}
}

// TestCitizensBehindAProxy: a guesser behind the proxies of the settings is shut
// out, others behind them are not.
func TestCitizensBehindAProxy(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(c *Config) { c.Proxies = []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")} })
	ask := func(citizen string, n tickets.Number) int {
		return o.browser(t).do("POST", "/api/public/status", `{"number":"`+string(n)+`","last4":"1234"}`,
			"X-Forwarded-For", citizen+", 10.1.7.7").status
	}
	for i := range 31 {
		n, err := tickets.MakeNumber("261122", i+1)
		must(t, err)
		if got, want := ask("198.51.100.1", n), map[bool]int{true: 404, false: 429}[i < 30]; got != want {
			t.Errorf("try %d: %d, want %d", i+1, got, want)
		}
	}
	n, err := tickets.MakeNumber("261122", 99)
	must(t, err)
	if got := ask("198.51.100.2", n); got != 404 {
		t.Errorf("a neighbour behind the same proxy: %d", got)
	}
}
