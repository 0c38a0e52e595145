package httpapi

import (
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"hotline12345/internal/errs"
)

// ourErrors makes huma speak of errors as we do; that is one setting for the
// whole program.
var ourErrors = sync.OnceFunc(func() {
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return unreadable(status, msg, errs...)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		p := unreadable(status, msg, errs...)
		p.Request = RequestInfoOf(ctx.Context()).ID
		return p
	}
})

func humaConfig(title, version string) huma.Config {
	ourErrors()
	c := huma.DefaultConfig(title, version)
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "", "", ""
	c.CreateHooks = nil // no $schema links in replies
	return c
}

// unreadable returns the problem for a request that huma cannot read.
func unreadable(status int, msg string, errs ...error) *Problem {
	p := NewProblem(status, "invalid_request", msg)
	switch {
	case status == http.StatusRequestEntityTooLarge:
		p.Code = "too_large"
	case status == http.StatusInternalServerError && msg == "cannot read request body":
		p.Status = http.StatusBadRequest // cut off, or badly chunked
	case status >= http.StatusInternalServerError:
		p.Code = "fault"
	}
	for _, err := range errs {
		var d *huma.ErrorDetail
		if errors.As(err, &d) { // its Value stays here: it may be a password
			p.Detail += "; " + d.Location + ": " + d.Message
			p.Fields = append(p.Fields, field(d))
		}
	}
	return p
}

// field names the path of a wrong field as pages know it: "rev" of "body.rev".
func field(d *huma.ErrorDetail) errs.FieldError {
	f := errs.FieldError{Field: strings.TrimPrefix(d.Location, "body."), Code: errs.CodeInvalid}
	if name, ok := strings.CutPrefix(d.Message, "expected required property "); ok {
		name, _, _ = strings.Cut(name, " ")
		f = errs.FieldError{Field: name, Code: errs.CodeRequired}
	}
	return f
}
