package httpapi

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.uber.org/zap"
)

// AccessKind is what kind of personal data an access record is about: the "what" of
// the access log.
type AccessKind string

// The kinds of accesses that routes write down.
const (
	AccessTicket       AccessKind = "ticket"
	AccessTickets      AccessKind = "tickets" // a list
	AccessSearch       AccessKind = "search"
	AccessSimilar      AccessKind = "similar"
	AccessUnmask       AccessKind = "unmask"
	AccessScreenPop    AccessKind = "screen_pop"
	AccessDraft        AccessKind = "draft"
	AccessCall         AccessKind = "call"
	AccessCalls        AccessKind = "calls" // a list
	AccessWithheld     AccessKind = "withheld_number"
	AccessRecording    AccessKind = "recording"
	AccessFile         AccessKind = "file"
	AccessRecordFile   AccessKind = "record_file" // of the archive's material
	AccessDocument     AccessKind = "paper"
	AccessDossier      AccessKind = "dossier"
	AccessArchive      AccessKind = "archive"
	AccessRegisterBook AccessKind = "register-book"
	AccessRestricted   AccessKind = "restricted_numbers"
	AccessRecords      AccessKind = "records" // the office's book; Key is the kind of record
)

// Audit declares which access records a route writes before it answers.
type Audit struct {
	// OneOf are kinds of which every answer has at least one on record. An answer
	// without is not given.
	OneOf []AccessKind
	// Also may be on record too.
	Also []AccessKind
	// Unless describes in words which answers show no citizen's data and need no record;
	// empty: none.
	Unless string
}

// Audits declares that every answer has an access record of one of some kinds.
func Audits(oneOf ...AccessKind) Audit { return Audit{OneOf: oneOf} }

// String describes the declaration: "ticket", "tickets|search", "archive +file".
func (a Audit) String() string {
	var out strings.Builder
	for i, k := range a.OneOf {
		if i > 0 {
			out.WriteByte('|')
		}
		out.WriteString(string(k))
	}
	for _, k := range a.Also {
		out.WriteString(" +" + string(k))
	}
	if a.Unless != "" {
		out.WriteString(" unless " + a.Unless)
	}
	return out.String()
}

// NoteAccess notes that an access record of a request was written. Code that writes
// the records must call it for each: what is not noted is not answered.
func NoteAccess(ctx context.Context, kind AccessKind) {
	r := RequestInfoOf(ctx)
	r.accesses = append(r.accesses, kind)
}

var errNotAudited = errors.New("the answer shows personal data, and no access record was written")

// checkAudit returns an error for an answer that must not be given, as the access
// record is missing that its route declares. A record of a kind that it does not
// declare is a fault of the declaration, not of the answer: that is logged.
func (a *API) checkAudit(ctx context.Context, r Route) error {
	info := RequestInfoOf(ctx)
	for _, kind := range info.accesses {
		if !slices.Contains(r.Audit.OneOf, kind) && !slices.Contains(r.Audit.Also, kind) {
			a.cfg.Log.Error("undeclared access record", zap.String("request", info.ID), zap.String("route", r.ID), zap.String("kind", string(kind)))
		}
	}
	if len(r.Audit.OneOf) == 0 || r.Audit.Unless != "" {
		return nil
	}
	if slices.ContainsFunc(r.Audit.OneOf, func(k AccessKind) bool { return slices.Contains(info.accesses, k) }) {
		return nil
	}
	return fmt.Errorf("%s: %w", r.ID, errNotAudited)
}
