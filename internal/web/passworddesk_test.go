package web

import (
	"slices"
	"testing"
)

// The other sessions end; the websocket that one of them has open stays.
func TestChangedPasswordLeavesTheDeskOpen(t *testing.T) {
	t.Parallel()
	var dismissed []string
	o := newOffice(t, func(c *Config) { c.Dismiss = func(number string) { dismissed = append(dismissed, number) } })
	admin := o.as(t, "administrator")
	body := `{"login":"wang","name":"王芳","number":"1077","roles":["agent"],"unit":"Y00","languages":["zh"],"queues":[]}`
	first := read[NewPassword](admin.do("POST", "/api/users", body).want(200, "")).Password
	b := o.browser(t)
	b.do("POST", "/api/session", signInBody("wang", first)).want(200, "")
	b.do("PUT", "/api/session/password", `{"new":"海滨路上的路灯亮了2026"}`).want(200, "")
	other := o.browser(t)
	other.do("POST", "/api/session", signInBody("wang", "海滨路上的路灯亮了2026")).want(200, "")
	b.do("PUT", "/api/session/password", `{"old":"海滨路上的路灯亮了2026","new":"另一个很长的口令字句二零二六"}`).want(200, "")
	other.do("GET", "/api/session", "").want(401, "signed_out")
	if !slices.Contains(dismissed, "1077") {
		t.Error("the other session ended, its desk (websocket) is not dismissed")
	}
}
