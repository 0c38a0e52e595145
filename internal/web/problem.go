package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"hotline12345/tickets"
)

// Problem is an error as RFC 9457 wants it, with a code that pages translate.
type Problem struct {
	Status int    `json:"status"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
	// Fields are the wrong fields of a form.
	Fields []tickets.FieldError `json:"fields,omitempty"`
}

// Error implements error.
func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

func problem(status int, code, detail string) *Problem {
	return &Problem{Status: status, Code: code, Detail: detail}
}

func away() *Problem {
	return problem(http.StatusServiceUnavailable, "database_away", "the database is out of reach; try again in a few seconds")
}

// invalid is what huma says of a request that it cannot read.
func invalid(status int, msg string, errs ...error) *Problem {
	p := problem(status, "invalid_request", msg)
	switch status {
	case http.StatusRequestEntityTooLarge:
		p.Code = "too_large"
	case http.StatusInternalServerError:
		p.Code = "fault"
	}
	for _, err := range errs {
		var d *huma.ErrorDetail
		if errors.As(err, &d) {
			p.Detail += "; " + d.Location + ": " + d.Message
		}
	}
	return p
}

// problemOf says an error of the rules in HTTP's words.
func problemOf(err error) error {
	var wrong *tickets.Invalid
	var illegal *tickets.Illegal
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrong):
		p := problem(http.StatusUnprocessableEntity, "invalid_fields", err.Error())
		p.Fields = wrong.Fields
		return p
	case errors.As(err, &illegal):
		return problem(http.StatusConflict, string(illegal.Code), err.Error())
	case errors.Is(err, tickets.ErrNotFound):
		return problem(http.StatusNotFound, "not_found", err.Error())
	case errors.Is(err, tickets.ErrConflict):
		return problem(http.StatusConflict, "changed_meanwhile", err.Error())
	case errors.Is(err, tickets.ErrCommitted):
		return problem(http.StatusConflict, "already_committed", err.Error())
	case errors.Is(err, tickets.ErrForbidden):
		return forbidden()
	case errors.Is(err, tickets.ErrUnavailable):
		return away()
	default:
		return fmt.Errorf("unexpected: %w", err) // huma answers 500
	}
}

func forbidden() *Problem {
	return problem(http.StatusForbidden, "forbidden", "your role does not allow this")
}

func unknownUser() *Problem {
	return problem(http.StatusUnauthorized, "signed_out", "sign in first")
}

func writeProblem(w http.ResponseWriter, p *Problem) {
	w.Header().Set("Content-Type", "application/problem+json")
	if p.Status == http.StatusServiceUnavailable || p.Status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "5")
	}
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p)
}

func indent(raw []byte) ([]byte, error) {
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", " "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}
