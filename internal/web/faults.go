package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"go.uber.org/zap"

	"hotline12345/tickets"
	"hotline12345/tickets/importing"
	"hotline12345/tickets/papers"
)

// statusGone is nginx's word for a caller who went away; nobody reads it.
const statusGone = 499

// problemOf says any error in HTTP's words. What nobody foresaw is logged.
func (s *Server) problemOf(ctx context.Context, err error) *Problem {
	p := known(err)
	if p == nil {
		s.cfg.Log.Error("request failed", zap.String("request", visitOf(ctx).id), zap.Error(err))
		p = broken()
	}
	p.Request = visitOf(ctx).id
	return p
}

// known is nil for an error that means a fault of ours.
func known(err error) *Problem {
	var said *Problem
	var wrong *tickets.Invalid
	var illegal *tickets.Illegal
	var taken *tickets.Taken
	switch {
	case errors.As(err, &said):
		return said
	case errors.As(err, &wrong):
		p := problem(http.StatusUnprocessableEntity, "invalid_fields", wrong.Error())
		p.Fields = wrong.Fields
		return p
	case errors.As(err, &illegal):
		return problem(http.StatusConflict, string(illegal.Code), illegal.Error())
	case errors.Is(err, papers.ErrNoFont):
		return problem(http.StatusInternalServerError, "no_fonts", "this machine has no font for documents; HOTLINE_FONTS names them")
	case errors.Is(err, tickets.ErrNotFound), errors.Is(err, papers.ErrNoPaper):
		return problem(http.StatusNotFound, "not_found", "there is no such thing, or it is not yours to see")
	case errors.Is(err, tickets.ErrConflict):
		return problem(http.StatusConflict, "changed_meanwhile", "somebody changed it meanwhile; read it again")
	case errors.As(err, &taken):
		p := problem(http.StatusConflict, "already_taken", "this matter was sent before as it was then; its ticket is there")
		p.Ticket = taken.Number
		return p
	case errors.Is(err, tickets.ErrCommitted):
		return problem(http.StatusConflict, "already_committed", "this register is a ticket already")
	case errors.Is(err, tickets.ErrForbidden):
		return forbidden()
	case errors.Is(err, tickets.ErrOwnAccount):
		return problem(http.StatusConflict, "own_account", "you would lock yourself out; another administrator can do it")
	case errors.Is(err, tickets.ErrLastAdministrator):
		return problem(http.StatusConflict, "last_administrator", "nobody would administer the whole any more; make another administrator first")
	case errors.Is(err, importing.ErrRunning):
		return problem(http.StatusConflict, "import_running", "another import is running; try again when it is done")
	case errors.Is(err, importing.ErrUnreadable):
		return problem(http.StatusUnprocessableEntity, "table_unreadable", "this is no table that can be read: .xlsx, or CSV in UTF-8 or GB18030")
	case errors.Is(err, importing.ErrOldFormat):
		return problem(http.StatusUnprocessableEntity, "table_old_format", "save it as .xlsx without a password")
	case errors.Is(err, importing.ErrTooLarge):
		return problem(http.StatusRequestEntityTooLarge, "table_too_large", "at most 20 MB; divide it")
	case errors.Is(err, tickets.ErrFileTooLarge):
		return problem(http.StatusRequestEntityTooLarge, "file_too_large", "at most 20 MB")
	case errors.Is(err, tickets.ErrFileEmpty):
		return problem(http.StatusUnprocessableEntity, "file_empty", "there is nothing in this file")
	case errors.Is(err, tickets.ErrFileType):
		return problem(http.StatusUnsupportedMediaType, "file_type", "only JPEG, PNG, WebP, TIFF, PDF, .docx, .xlsx and plain text")
	case errors.Is(err, tickets.ErrDiskFull):
		return problem(http.StatusInsufficientStorage, "disk_full", "the disk of the server is full; nothing was kept")
	case errors.Is(err, tickets.ErrWithdrawn):
		return problem(http.StatusGone, "file_withdrawn", "this file was withdrawn")
	case errors.Is(err, errCutOff):
		return problem(http.StatusBadRequest, "upload_broken", "the upload broke off; nothing was kept; send it again")
	case errors.Is(err, tickets.ErrTooBroad):
		return problem(http.StatusUnprocessableEntity, "too_broad", "too many tickets to look through: add a word, or narrow the time")
	case errors.Is(err, tickets.ErrUnavailable), errors.Is(err, context.DeadlineExceeded):
		return away()
	case errors.Is(err, tickets.ErrRefused):
		return problem(http.StatusUnprocessableEntity, "invalid_request", "this cannot be stored")
	case errors.Is(err, context.Canceled):
		return problem(statusGone, "gone", "the caller went away")
	}
	return nil
}

// unread is what huma says of a request that it cannot read.
func unread(status int, msg string, errs ...error) *Problem {
	p := problem(status, "invalid_request", msg)
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

// field is the path of a wrong field as pages know it: "rev" of "body.rev".
func field(d *huma.ErrorDetail) tickets.FieldError {
	f := tickets.FieldError{Field: strings.TrimPrefix(d.Location, "body."), Code: tickets.CodeInvalid}
	if name, ok := strings.CutPrefix(d.Message, "expected required property "); ok {
		name, _, _ = strings.Cut(name, " ")
		f = tickets.FieldError{Field: name, Code: tickets.CodeRequired}
	}
	return f
}
