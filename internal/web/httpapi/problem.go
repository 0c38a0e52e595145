package httpapi

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
	"hotline12345/ivr/lines"
	"hotline12345/ivr/menus"
	"hotline12345/ivr/prompts"
	"hotline12345/tickets"
	"hotline12345/tickets/importing"
	"hotline12345/tickets/org"
	"hotline12345/tickets/records"
)

// ProblemType is RFC 9457's media type.
const ProblemType = "application/problem+json"

// soon is when to try again where the database is away.
const soon = 5 * time.Second

// Problem is an error as RFC 9457 wants it, with a code that pages translate.
type Problem struct {
	Status int    `json:"status"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
	// Fields are the wrong fields of a form.
	Fields []errs.FieldError `json:"fields,omitempty"`
	// Ticket is the one that was made of it already.
	Ticket tickets.Number `json:"ticket,omitempty"`
	// Current is what stands there, where another has changed it meanwhile.
	Current *Current `json:"current,omitempty"`
	// Faults are all that is wrong with a flow that was to be published.
	Faults []FlowFault `json:"faults,omitempty"`
	// LineFaults are all that is wrong with called numbers.
	LineFaults []lines.LineFault `json:"line_faults,omitempty"`
	// Uses are those that name what was to be taken away.
	Uses *menus.InUse `json:"uses,omitempty"`
	// Request is the request's id in the log.
	Request string `json:"request,omitempty"`

	// RetryAfter is when to try again; 0: unknown.
	RetryAfter time.Duration `json:"-"`
}

// Current is what somebody else has made of a thing meanwhile: what a page shows beside
// what was typed.
type Current struct {
	// Rev is its version; a change that brings it replaces this.
	Rev string `json:"rev"`
	// By and At tell who made it so, where that is on record.
	By *org.Person `json:"by,omitempty"`
	At time.Time   `json:"at,omitzero"`
	// One of these says what stands there; none: nothing does.
	tickets.Replaced
	User    *org.UserState   `json:"user,omitempty"`
	Webhook *tickets.Webhook `json:"webhook,omitempty"`
	// Record is the line of the office's book that stands.
	Record *records.Record `json:"record,omitempty"`
	// Shifts are the roster as it is now.
	Shifts []org.Shift `json:"shifts,omitempty"`
	// Mapping and Word are what imports make of columns and words now.
	Mapping *importing.Mapping `json:"mapping,omitempty"`
	Word    *importing.OwnWord `json:"word,omitempty"`
	// Prompt is a prompt as it is now.
	Prompt *prompts.PromptEntry `json:"prompt,omitempty"`
	// Flow is the draft of a flow as it is now, with the version that it is based on.
	Flow      *FlowNow             `json:"flow,omitempty"`
	Queue     *menus.Queue         `json:"queue,omitempty"`
	Schedule  *menus.NamedSchedule `json:"schedule,omitempty"`
	Broadcast *menus.Broadcast     `json:"broadcast,omitempty"`
	// Number and LineUnit are what a called number and a unit set for themselves now.
	Number   *menus.LineNumber `json:"called_number,omitempty"`
	LineUnit *menus.LineUnit   `json:"line_unit,omitempty"`
}

// FlowFault is one thing that is wrong with a flow.
type FlowFault struct {
	Node     string            `json:"node,omitempty" doc:"none: the flow as a whole"`
	Field    string            `json:"field,omitempty" doc:"of the node, as files name it"`
	Key      string            `json:"key,omitempty" doc:"which of the node's keys"`
	Code     ivr.FaultCode     `json:"code"`
	Args     map[string]string `json:"args,omitempty" doc:"what fills the sentence of the code"`
	Severity ivr.Severity      `json:"severity" enum:"error,warning" doc:"a flow with an error is not published"`
	Text     string            `json:"text" doc:"in English, for developers"`
}

// FlowFaults returns faults as the interface has them.
func FlowFaults(faults ivr.Faults) []FlowFault {
	list := make([]FlowFault, len(faults))
	for i, f := range faults {
		list[i] = FlowFault{Node: string(f.Node), Field: f.Field, Key: f.Key, Code: f.Code, Args: f.Args, Severity: f.Severity, Text: f.Error()}
	}
	return list
}

// FlowNow is a flow as another has it in the editor.
type FlowNow struct {
	BasedOn int             `json:"based_on"`
	Body    json.RawMessage `json:"body" doc:"as the draft's answer has it"`
}

// Error implements error.
func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return ProblemType }

// GetHeaders implements huma.HeadersError: when to try again (RFC 9110, 10.2.3).
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.RetryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int(p.RetryAfter.Seconds())))
	}
	return h
}

// NewProblem returns a problem; one with status 503 has a time to try again.
func NewProblem(status int, code, detail string) *Problem {
	p := &Problem{Status: status, Code: code, Detail: detail}
	if status == http.StatusServiceUnavailable {
		p.RetryAfter = soon
	}
	return p
}

// Away returns the problem of a database that is out of reach.
func Away() *Problem {
	return NewProblem(http.StatusServiceUnavailable, "database_away", "the database is out of reach; try again in a few seconds")
}

// Forbidden returns the problem of a user without a role for the operation.
func Forbidden() *Problem {
	return NewProblem(http.StatusForbidden, "forbidden", "your role does not allow this")
}

// SignedOut returns the problem of a request without a session.
func SignedOut() *Problem {
	return NewProblem(http.StatusUnauthorized, "signed_out", "sign in first")
}

// AccountOff returns the problem of an account that was deactivated.
func AccountOff() *Problem {
	return NewProblem(http.StatusUnauthorized, "account_off", "this account was deactivated; ask your administrator")
}

// SessionIdle returns the problem of a session that ended as its page was not touched.
func SessionIdle() *Problem {
	return NewProblem(http.StatusUnauthorized, "session_idle", "nobody was at the page for a while; sign in again")
}

// PasswordToChange returns the problem of a user who must choose a password first.
func PasswordToChange() *Problem {
	return NewProblem(http.StatusForbidden, "password_to_change", "choose a password of your own first")
}

// UndertakingToSign returns the problem of a user who must undertake confidentiality first.
func UndertakingToSign() *Problem {
	return NewProblem(http.StatusForbidden, "confidentiality_unsigned", "undertake confidentiality first: GET and POST /api/confidentiality")
}

// Broken returns the problem of a fault of the service, without its details.
func Broken() *Problem {
	return NewProblem(http.StatusInternalServerError, "fault", "something went wrong here; it is in the log")
}

// WriteProblem answers a request with a problem.
func WriteProblem(w http.ResponseWriter, r *http.Request, p *Problem) {
	p.Request = RequestInfoOf(r.Context()).ID
	for name, values := range p.GetHeaders() {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", ProblemType)
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the caller may be gone
}
