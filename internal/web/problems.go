package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/ivr/menus"
	"hotline12345/ivr/prompts"
	"hotline12345/tickets"
	"hotline12345/tickets/importing"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/rosters"
	"hotline12345/tickets/papers"
	"hotline12345/tickets/records"
	"hotline12345/tickets/restricted"
	"hotline12345/tickets/service"
)

// statusGone is nginx's status for a caller who went away, so it is never read.
const statusGone = 499

// knownProblem returns the problem for err, or nil if err is unexpected: a fault of
// ours.
func knownProblem(err error) *httpapi.Problem {
	// First: an upload that broke off is also a context that ended, and a stale menu a conflict.
	if p := cmp.Or(fileProblem(err), recordProblem(err), menuProblem(err), promptProblem(err), restrictedProblem(err)); p != nil {
		return p
	}
	var said *httpapi.Problem
	var wrong *errs.Invalid
	var illegal *tickets.Illegal
	var taken *tickets.Taken
	switch {
	case errors.As(err, &said):
		return said
	case errors.As(err, &wrong):
		p := httpapi.NewProblem(http.StatusUnprocessableEntity, "invalid_fields", wrong.Error())
		p.Fields = wrong.Fields
		return p
	case errors.As(err, &illegal):
		return httpapi.NewProblem(http.StatusConflict, string(illegal.Code), illegal.Error())
	case errors.Is(err, papers.ErrNoFont):
		return httpapi.NewProblem(http.StatusInternalServerError, "no_fonts", "this machine has no font for documents; HOTLINE_FONTS names them")
	case errors.Is(err, errs.ErrNotFound), errors.Is(err, papers.ErrNoPaper):
		return httpapi.NewProblem(http.StatusNotFound, "not_found", "there is no such thing, or it is not yours to see")
	case errors.Is(err, errs.ErrConflict):
		return changedMeanwhile(err)
	case errors.As(err, &taken):
		p := httpapi.NewProblem(http.StatusConflict, "already_taken", "this matter was sent before as it was then; its ticket is there")
		p.Ticket = taken.Number
		return p
	case errors.Is(err, tickets.ErrCommitted):
		return httpapi.NewProblem(http.StatusConflict, "already_committed", "this register is a ticket already")
	case errors.Is(err, errs.ErrForbidden):
		return httpapi.Forbidden()
	case errors.Is(err, org.ErrOwnAccount):
		return httpapi.NewProblem(http.StatusConflict, "own_account", "you would lock yourself out; another administrator can do it")
	case errors.Is(err, org.ErrLastAdministrator):
		return httpapi.NewProblem(http.StatusConflict, "last_administrator", "nobody would administer the whole any more; make another administrator first")
	case errors.Is(err, ErrNoFactorKey):
		return httpapi.NewProblem(http.StatusServiceUnavailable, "factor_key_missing", "the server has lost the key of second factors (keys/factors.key of its data folder), and made no other: put it back from a backup; meanwhile a recovery code opens an account")
	case errors.Is(err, tickets.ErrTooManyFilters):
		return httpapi.NewProblem(http.StatusConflict, "too_many_filters", fmt.Sprintf("at most %d filters are kept for one person; forget one that is not needed, then save this one", tickets.MaxSavedFilters))
	case errors.Is(err, errs.ErrTooBroad):
		return httpapi.NewProblem(http.StatusUnprocessableEntity, "too_broad", "too many tickets to look through: add a word, or narrow the time")
	case errors.Is(err, errs.ErrUnavailable), errors.Is(err, context.DeadlineExceeded):
		return httpapi.Away()
	case errors.Is(err, errs.ErrRefused):
		return httpapi.NewProblem(http.StatusUnprocessableEntity, "invalid_request", "this cannot be stored")
	case errors.Is(err, context.Canceled):
		return httpapi.NewProblem(statusGone, "gone", "the caller went away")
	}
	return importProblem(err)
}

// changedMeanwhile tells what another made of it meanwhile, where that is known.
func changedMeanwhile(err error) *httpapi.Problem {
	p := httpapi.NewProblem(http.StatusConflict, "changed_meanwhile", "somebody changed it meanwhile; compare, then send it with the version of now")
	var rule *tickets.Stale
	var roster *rosters.Stale
	var hook *tickets.StaleWebhook
	var words *importing.Stale
	switch {
	case errors.As(err, &rule):
		p.Current = &httpapi.Current{Rev: rule.Rev, By: rule.By, At: rule.At, Replaced: rule.Now}
	case errors.As(err, &hook):
		p.Current = &httpapi.Current{Rev: hook.Now.Rev(), Webhook: &hook.Now}
	case errors.As(err, &roster):
		p.Current = &httpapi.Current{Rev: roster.Rev, Shifts: httpapi.NotNil(roster.Shifts)}
	case errors.As(err, &words):
		p.Current = &httpapi.Current{Rev: words.Rev, By: words.By, At: words.At, Mapping: words.Mapping, Word: words.Word}
	}
	return p
}

// recordProblem is knownProblem for the office's book.
func recordProblem(err error) *httpapi.Problem {
	var written *records.Written
	if !errors.As(err, &written) {
		return nil
	}
	p := httpapi.NewProblem(http.StatusConflict, "already_written", "this was sent before with another text, which stands; send what is new under another origin")
	p.Current = &httpapi.Current{By: &written.Now.By, At: written.Now.At, Record: &written.Now}
	return p
}

// restrictedProblem is knownProblem for numbers that reach a message box only.
func restrictedProblem(err error) *httpapi.Problem {
	var already *restricted.Already
	if !errors.As(err, &already) {
		return nil
	}
	p := httpapi.NewProblem(http.StatusConflict, "already_restricted", "this number is restricted already; lift that first to change its reason or its end")
	p.Current = &httpapi.Current{By: &already.Now.By, At: already.Now.Since}
	return p
}

// promptProblem is knownProblem for what callers hear.
func promptProblem(err error) *httpapi.Problem {
	var stale *prompts.Stale
	switch {
	case errors.As(err, &stale):
		p := changedMeanwhile(err)
		p.Current = &httpapi.Current{Rev: strconv.Itoa(stale.Now.Rev), At: stale.Now.At, Prompt: &stale.Now}
		if stale.Now.Rev > 0 {
			by := org.Person(stale.Now.By)
			p.Current.By = &by
		}
		return p
	case errors.Is(err, prompts.ErrNotSpoken):
		return httpapi.NewProblem(http.StatusServiceUnavailable, "prompt_not_spoken", "no speech engine speaks this text now, so nothing was changed; try again, or upload a recording")
	}
	return nil
}

// fileProblem is knownProblem for the files of tickets.
func fileProblem(err error) *httpapi.Problem {
	switch {
	case errors.Is(err, tickets.ErrFileTooLarge):
		return httpapi.NewProblem(http.StatusRequestEntityTooLarge, "file_too_large", "at most 20 MB")
	case errors.Is(err, tickets.ErrFileEmpty):
		return httpapi.NewProblem(http.StatusUnprocessableEntity, "file_empty", "there is nothing in this file")
	case errors.Is(err, tickets.ErrAVIF):
		return httpapi.NewProblem(http.StatusUnsupportedMediaType, "file_avif", "AVIF cannot be shown on all computers here; open the picture, save it as JPEG or PNG, and send that")
	case errors.Is(err, tickets.ErrHEIC):
		return httpapi.NewProblem(http.StatusUnsupportedMediaType, "file_heic", "browsers do not show HEIC; send the photo as JPEG: on an iPhone, Settings, Camera, Formats, Most Compatible")
	case errors.Is(err, tickets.ErrOldOffice):
		return httpapi.NewProblem(http.StatusUnsupportedMediaType, "file_old_office", "save it as .docx, .xlsx or PDF")
	case errors.Is(err, tickets.ErrFileType):
		return httpapi.NewProblem(http.StatusUnsupportedMediaType, "file_type", "only JPEG, PNG, WebP, GIF, TIFF, PDF, OFD, .docx, .xlsx and plain text")
	case errors.Is(err, tickets.ErrDiskFull):
		return httpapi.NewProblem(http.StatusInsufficientStorage, "disk_full", "the disk of the server is full or cannot be written; nothing was kept; free some space, then try again")
	case errors.Is(err, service.ErrWithdrawn):
		return httpapi.NewProblem(http.StatusGone, "file_withdrawn", "this file was withdrawn")
	case errors.Is(err, httpapi.ErrCutOff):
		return httpapi.NewProblem(http.StatusBadRequest, "upload_broken", "the upload broke off; nothing was kept; send it again")
	}
	return nil
}

// menuProblem is knownProblem for what the telecom administrator edits.
func menuProblem(err error) *httpapi.Problem {
	var stale *menus.Stale
	var faulty *menus.Faulty
	var used *menus.InUse
	var unsaid *menus.Unsaid
	var lines *menus.FaultyLines
	switch {
	case errors.As(err, &stale):
		p := changedMeanwhile(err)
		p.Current = currentMenu(stale)
		return p
	case errors.As(err, &faulty):
		p := httpapi.NewProblem(http.StatusUnprocessableEntity, "flow_faulty", faulty.Error())
		p.Faults = httpapi.FlowFaults(faulty.Faults)
		return p
	case errors.As(err, &unsaid):
		p := httpapi.NewProblem(http.StatusUnprocessableEntity, "broadcast_unsaid", unsaid.Error())
		p.Faults = httpapi.FlowFaults(unsaid.Faults)
		return p
	case errors.As(err, &lines):
		p := httpapi.NewProblem(http.StatusUnprocessableEntity, "number_faulty", lines.Error())
		p.LineFaults = lines.Faults
		return p
	case errors.As(err, &used):
		p := httpapi.NewProblem(http.StatusConflict, "still_used", "flows, numbers or accounts name it; let them name another first")
		p.Uses = used
		return p
	case errors.Is(err, menus.ErrWaits):
		return httpapi.NewProblem(http.StatusConflict, "flow_scheduled", "a version waits for its time; withdraw it first")
	case errors.Is(err, menus.ErrNothingWaits):
		return httpapi.NewProblem(http.StatusConflict, "nothing_scheduled", "no version waits for its time")
	}
	return nil
}

// currentMenu is what stands in the place of a change of menus.
func currentMenu(stale *menus.Stale) *httpapi.Current {
	now := &httpapi.Current{Rev: stale.Rev, At: stale.At, Queue: stale.Queue, Schedule: stale.Schedule, Broadcast: stale.Broadcast,
		Number: stale.Number, LineUnit: stale.LineUnit}
	if stale.By != nil {
		by := org.Person(*stale.By)
		now.By = &by
	}
	if d := stale.Draft; d != nil {
		body, err := json.Marshal(d.Body)
		if err == nil { // it was read from JSON
			now.Flow = &httpapi.FlowNow{BasedOn: d.BasedOn, Body: body}
		}
	}
	return now
}

// importProblem is knownProblem for tables that are imported.
func importProblem(err error) *httpapi.Problem {
	switch {
	case errors.Is(err, importing.ErrRunning):
		return httpapi.NewProblem(http.StatusConflict, "import_running", "another import is running; try again when it is done")
	case errors.Is(err, importing.ErrTooLarge):
		return httpapi.NewProblem(http.StatusRequestEntityTooLarge, "table_too_large", "at most 20 MB; divide it")
	}
	for _, refused := range []struct {
		err          error
		code, detail string
	}{
		{importing.ErrUnreadable, "table_unreadable", "this is no table that can be read: .xlsx, or CSV in UTF-8, UTF-16 or GB18030"},
		{importing.ErrDamaged, "table_damaged", "this workbook is damaged or was not sent whole; save it again in the program that made it"},
		{importing.ErrEmptyFile, "table_empty_file", "there is nothing in this file"},
		{importing.ErrOldFormat, "table_old_format", "open it in a table program and save it as .xlsx"},
		{importing.ErrEncrypted, "table_encrypted", "save it without a password"},
		{importing.ErrOpenDocument, "table_open_document", "open it in a table program and save it as .xlsx"},
		{importing.ErrBinary, "table_binary", "open it in a table program and save it as .xlsx, not as .xlsb"},
		{importing.ErrArchive, "table_archive", "unpack it and choose the table in it"},
		{importing.ErrNoTable, "table_no_table", "this is a picture or a letter, not a table"},
	} {
		if errors.Is(err, refused.err) {
			return httpapi.NewProblem(http.StatusUnprocessableEntity, refused.code, refused.detail)
		}
	}
	return nil
}
