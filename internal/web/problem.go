package web

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"hotline12345/tickets"
)

// problemType is RFC 9457's media type.
const problemType = "application/problem+json"

// soon is when to try again what is away for the moment.
const soon = 5 * time.Second

// Problem is an error as RFC 9457 wants it, with a code that pages translate.
type Problem struct {
	Status int    `json:"status"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
	// Fields are the wrong fields of a form.
	Fields []tickets.FieldError `json:"fields,omitempty"`
	// Ticket is the one that was made of it already.
	Ticket tickets.Number `json:"ticket,omitempty"`
	// Request is the request's id in the log.
	Request string `json:"request,omitempty"`

	retryAfter time.Duration
}

// Error implements error.
func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return problemType }

// GetHeaders implements huma.HeadersError: when to try again (RFC 9110, 10.2.3).
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.retryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int(p.retryAfter.Seconds())))
	}
	return h
}

func problem(status int, code, detail string) *Problem {
	p := &Problem{Status: status, Code: code, Detail: detail}
	if status == http.StatusServiceUnavailable {
		p.retryAfter = soon
	}
	return p
}

func away() *Problem {
	return problem(http.StatusServiceUnavailable, "database_away", "the database is out of reach; try again in a few seconds")
}

func forbidden() *Problem {
	return problem(http.StatusForbidden, "forbidden", "your role does not allow this")
}

func unknownUser() *Problem {
	return problem(http.StatusUnauthorized, "signed_out", "sign in first")
}

func accountOff() *Problem {
	return problem(http.StatusUnauthorized, "account_off", "this account was deactivated; ask your administrator")
}

func sessionIdle() *Problem {
	return problem(http.StatusUnauthorized, "session_idle", "nobody was at the page for a while; sign in again")
}

func passwordToChange() *Problem {
	return problem(http.StatusForbidden, "password_to_change", "choose a password of your own first")
}

func broken() *Problem {
	return problem(http.StatusInternalServerError, "fault", "something went wrong here; it is in the log")
}

func writeProblem(w http.ResponseWriter, r *http.Request, p *Problem) {
	p.Request = visitOf(r.Context()).id
	for name, values := range p.GetHeaders() {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", problemType)
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the caller may be gone
}
