package ticketapi

import (
	"cmp"

	"hotline12345/tickets"
)

// RequestBody asks for a move: a request, or one in the words of earlier versions:
//
//	{"move":"redo","assignee":"Y04","note":"…"}
//	{"move":"grant","unit_request":"return","assignee":"Y08"}
//	{"move":"grant","plea":"return","part":"Y08"}
type RequestBody struct {
	tickets.Request
	Part string                  `json:"part,omitempty" deprecated:"true" doc:"the former name of assignee"`
	Plea tickets.UnitRequestKind `json:"plea,omitempty" deprecated:"true" doc:"the former name of unit_request"`
}

// request returns the request in the words of this version. Where a body has both
// names of a field, the present one counts.
func (b RequestBody) request() tickets.Request {
	r := b.Request
	r.Assignee = cmp.Or(r.Assignee, b.Part)
	r.UnitRequest = cmp.Or(r.UnitRequest, b.Plea)
	return r
}
