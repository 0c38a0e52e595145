package web

import (
	"testing"

	"hotline12345/cti"
)

// TestRatingsOfAgentsAreForThoseWhoAnswerForThem; others see days, queues and languages.
func TestRatingsOfAgentsAreForThoseWhoAnswerForThem(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for login, may := range map[string]bool{"supervisor": true, "auditor": true, "dispatcher": false, "leader": false, "duty_officer": false} {
		b := o.as(t, login)
		for _, by := range []string{"day", "queue", "language", ""} {
			b.do("GET", "/api/calls/ratings?by="+by, "").want(200, "")
		}
		if r := b.do("GET", "/api/calls/ratings?by=agent", ""); may {
			if list := read[[]cti.RatingCount](r.want(200, "")); len(list) != 1 || list[0].Of != "agent" {
				t.Errorf("%s reads %+v", login, list)
			}
		} else {
			r.want(403, "forbidden")
		}
	}
	o.as(t, "supervisor").do("GET", "/api/calls/ratings?by=number", "").want(422, "invalid_request")
	o.as(t, "agent").do("GET", "/api/calls/ratings", "").want(403, "forbidden")
}
