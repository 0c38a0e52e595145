package web

import (
	"testing"
	"time"

	"hotline12345/tickets/org"
)

// idleOffice is an office whose sessions end half an hour after the last touch.
func idleOffice(t *testing.T, called *time.Time) *office {
	return newOffice(t, func(c *Config) {
		c.Idle, c.LastInCall = 30*time.Minute, func(string) time.Time { return *called }
	})
}

// minutes passes time and asks as a page does by itself: the person touched it so
// many seconds ago.
func (o *office) minutes(b *browser, n int, untouched string) reply {
	o.pass(time.Duration(n) * time.Minute)
	return b.do("GET", "/api/session", "", idleHeader, untouched)
}

func TestASessionEndsWhereNobodyIs(t *testing.T) {
	t.Parallel()
	o := idleOffice(t, &time.Time{})
	polls, works, clicks := o.as(t, "agent"), o.as(t, "auditor"), o.as(t, "supervisor")
	for _, untouched := range []string{"840", "1680"} {
		o.minutes(polls, 14, untouched).want(200, "")
		o.minutes(works, 0, "5").want(200, "") // typing, between two requests
		clicks.do("GET", "/api/session", "", idleHeader, "junk").want(200, "")
	}
	o.minutes(polls, 3, "1860").want(401, "session_idle")
	polls.do("GET", "/api/session", "").want(401, "signed_out") // it has ended for good
	works.do("GET", "/api/session", "").want(200, "")
	clicks.do("GET", "/api/session", "").want(200, "")
	o.minutes(works, 31, "0").want(401, "session_idle") // the click itself comes too late
	polls.do("POST", "/api/session", signInBody("agent", password)).want(200, "")
	o.minutes(polls, 29, "1740").want(200, "")
}

func TestAnIdleSessionDoesNotSurviveARestart(t *testing.T) {
	t.Parallel()
	o := idleOffice(t, &time.Time{})
	b := o.as(t, "agent")
	o.minutes(b, 1, "0").want(200, "")
	o.minutes(b, 31, "1860").want(401, "session_idle")
	o.restart(t)
	b.base = o.URL
	b.do("GET", "/api/session", "").want(401, "signed_out")
}

// TestARestartIsNoTouch: a page that nobody has touched since before the restart says so.
func TestARestartIsNoTouch(t *testing.T) {
	t.Parallel()
	o := idleOffice(t, &time.Time{})
	b := o.as(t, "auditor")
	o.minutes(b, 29, "1740").want(200, "")
	o.restart(t)
	b.base = o.URL
	b.do("GET", "/api/desk", "", "Upgrade", "websocket", "Origin", o.URL) // comes back by itself first, and tells nothing
	o.minutes(b, 0, "1740").want(200, "")
	o.minutes(b, 2, "1860").want(401, "session_idle")
}

func TestTheDesksWebsocketIsNoActivity(t *testing.T) {
	t.Parallel()
	o := idleOffice(t, &time.Time{})
	b := o.as(t, "agent")
	o.minutes(b, 1, "0").want(200, "")
	socket := []string{"Upgrade", "websocket", "Origin", o.URL}
	o.pass(29 * time.Minute)
	b.do("GET", "/api/desk", "", socket...).want(200, "")
	o.pass(2 * time.Minute)
	b.do("GET", "/api/desk", "", socket...).want(401, "session_idle")
}

func TestAnAgentInACallIsNeverSignedOut(t *testing.T) {
	t.Parallel()
	var called time.Time
	o := idleOffice(t, &called)
	b := o.as(t, "agent")
	o.minutes(b, 1, "0").want(200, "")
	o.pass(50 * time.Minute)
	called = o.now() // the call lasts, or has ended this moment
	o.minutes(b, 0, "3000").want(200, "")
	o.minutes(b, 29, "4740").want(200, "") // half an hour after the call, not after the last key
	o.minutes(b, 2, "4860").want(401, "session_idle")
}

// TestNobodyIsAskedWhileTheDatabaseIsAway: they could not sign in again.
func TestNobodyIsAskedWhileTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	o := idleOffice(t, &time.Time{})
	b := o.as(t, "agent")
	o.minutes(b, 1, "0").want(200, "")
	o.away(true)
	o.minutes(b, 40, "2400").want(200, "")
	o.away(false)
	o.minutes(b, 0, "2400").want(401, "session_idle")
}

func TestWithoutALimitNobodyIsIdle(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	o.minutes(b, 600, "36000").want(200, "")
}

func TestActivityIsForgotten(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	a := &activity{limit: 24 * time.Hour, now: func() time.Time { return now }, at: map[string]time.Time{}}
	a.idle("a", 0, time.Time{})
	now = now.Add(sessionLife + time.Hour)
	a.idle("b", 0, time.Time{})
	if len(a.at) != 1 {
		t.Errorf("%d sessions remembered after a shift", len(a.at))
	}
}

// TestAChangedRoleHoldsAtOnce: the next request of that user is refused.
func TestAChangedRoleHoldsAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin, clerkOf := o.as(t, "administrator"), o.as(t, "unit_clerk")
	clerkOf.do("GET", "/api/tickets", "").want(200, "")
	admin.do("PUT", "/api/users/unit_clerk", clerk(1, "", "Y04", string(org.RoleTelecomAdmin))).want(200, "")
	clerkOf.do("GET", "/api/tickets", "").want(403, "forbidden")
}
