package web

import (
	"strings"
	"testing"

	"hotline12345/cti"
	"hotline12345/tickets"
)

// TestAWithheldNumberIsShownToNobodyButOnRecord: not in the list, not in the call; a
// supervisor learns it for a reason, which the access log keeps.
func TestAWithheldNumberIsShownToNobodyButOnRecord(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.rows.rows["1.1"]
	r.Caller = cti.Caller{Number: "13900139000", Withheld: true, Raw: "<tel:+8613900139000>"}
	o.rows.rows["1.1"] = r
	for _, who := range []string{"agent", "supervisor", "auditor"} {
		for _, path := range []string{"/api/calls", "/api/calls/1.1"} {
			body := string(o.as(t, who).do("GET", path, "").want(200, "").body)
			if strings.Contains(body, "13900139000") || !strings.Contains(body, `"withheld":true`) {
				t.Errorf("%s reads of %s: %s", who, path, body)
			}
		}
	}
	b := o.as(t, "supervisor")
	b.do("POST", "/api/calls/1.1/reveal", `{"reason":" "}`).want(422, "invalid_fields")
	if o.accessed("withheld_number", "1.1") {
		t.Error("a look without a reason is on record")
	}
	body := string(b.do("POST", "/api/calls/1.1/reveal", `{"reason":"has taken pills"}`).want(200, "").body)
	if !strings.Contains(body, `"number":"13900139000"`) {
		t.Errorf("revealed: %s", body)
	}
	log := o.register.AccessLog()
	last := log[len(log)-1]
	if last.What != "withheld_number" || last.Key != "1.1" || last.Reason != "has taken pills" || last.By == (tickets.AccessRecord{}.By) {
		t.Errorf("on record: %+v", last)
	}
	o.as(t, "agent").do("POST", "/api/calls/1.1/reveal", `{"reason":"curious"}`).want(403, "forbidden")
}
