package web

import (
	"context"
	"strings"
	"testing"
)

var fromElsewhere = []string{"X-Forwarded-For", "192.0.2.7"}

func TestHealth(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	here := read[Health](o.browser(t).do("GET", "/api/health", "").want(200, ""))
	if !here.OK || here.Parts["loop"].Detail == "" {
		t.Errorf("health on this machine %+v", here)
	}
	stranger := read[Health](o.browser(t).do("GET", "/api/health", "", fromElsewhere...).want(200, ""))
	if !stranger.OK || !stranger.Parts["loop"].OK || stranger.Parts["loop"].Detail != "" {
		t.Errorf("health for a stranger %+v", stranger)
	}
	if known := read[Health](o.as(t, "auditor").do("GET", "/api/health", "", fromElsewhere...).want(200, "")); known.Parts["loop"].Detail == "" {
		t.Errorf("health for a user %+v", known)
	}
	ill := newOffice(t, func(c *Config) {
		c.Health = func(context.Context) Health {
			return Health{Parts: map[string]HealthPart{"asterisk": {Detail: "away"}}}
		}
	})
	if got := ill.browser(t).do("GET", "/api/health", ""); got.status != 503 || !strings.Contains(string(got.body), "asterisk") {
		t.Errorf("ill: %d %s", got.status, got.body)
	}
}

func TestMetricsAreForThisMachine(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if got := o.browser(t).do("GET", "/metrics", "").want(200, ""); string(got.body) != "calls 1\n" {
		t.Errorf("metrics %q", got.body)
	}
	o.browser(t).do("GET", "/metrics", "", fromElsewhere...).want(401, "signed_out")
	o.as(t, "agent").do("GET", "/metrics", "", fromElsewhere...).want(403, "forbidden")
	o.as(t, "telecom_admin").do("GET", "/metrics", "", fromElsewhere...).want(200, "")
}
