package web

import "testing"

// TestPagesAreToldThatTheDiskIsFull with every answer, until there is room; citizens are not.
func TestPagesAreToldThatTheDiskIsFull(t *testing.T) {
	t.Parallel()
	full := true
	o := newOffice(t, func(c *Config) { c.DiskFull = func() bool { return full } })
	b, citizen := o.as(t, "agent"), o.browser(t)
	for _, test := range []struct {
		full bool
		by   *browser
		want string
	}{{true, b, "disk_full"}, {true, citizen, ""}, {false, b, ""}} {
		full = test.full
		if got := test.by.do("GET", "/api/session", "").header.Get(headerWarning); got != test.want {
			t.Errorf("full: %v: %q, want %q", test.full, got, test.want)
		}
	}
}
