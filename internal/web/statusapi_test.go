package web

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"hotline12345/tickets"
)

// tally counts wrong tries in memory.
type tally struct {
	mu    sync.Mutex
	tries map[string]int
}

func (c *tally) RecordStatusTry(_ context.Context, n tickets.Number, addr string, _ time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.tries == nil {
		c.tries = map[string]int{}
	}
	c.tries[string(n)]++
	c.tries[addr]++
	return nil
}

func (c *tally) StatusTries(_ context.Context, n tickets.Number, addr string, _ time.Time) (int, int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.tries[string(n)], c.tries[addr], nil
}

func TestTheStatusNeedsNoSession(t *testing.T) {
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
	ask(n, "8000").want(429, "too_many_tries")
}
