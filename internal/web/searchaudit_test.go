package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// TestASearchIsAudited (M72): what is searched for is in the access log with who
// and from where, and nowhere in the service's own log, as it may be a name.
func TestASearchIsAudited(t *testing.T) {
	o := newOffice(t)
	b := o.as(t, "agent")
	o.log.TakeAll()
	b.do("GET", "/api/tickets?text="+url.QueryEscape("王建军 噪声"), "").want(200, "")
	if !o.accessed("search", "王建军 噪声") {
		t.Errorf("the search is not logged: %+v", o.register.AccessRecords())
	}
	for _, line := range o.log.All() {
		if said := fmt.Sprint(line.Message, line.ContextMap()); strings.Contains(said, "王建军") || strings.Contains(said, url.QueryEscape("王建军")) {
			t.Errorf("the service's log has what was searched for: %s", said)
		}
	}
}
