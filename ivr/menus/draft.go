package menus

import (
	"bytes"
	"encoding/json"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
)

// MaxNodes bounds a flow: more is no menu that a caller finds a way through.
const MaxNodes = 2000

// SaveDraft keeps what an editor made of a flow, which may have faults. rev is the revision
// of what was read, "" for a new flow. What stands there already changes nothing. Errors:
// *Stale, *errs.Invalid.
func (s State) SaveDraft(by Stamp, id string, body ivr.Flow, rev string) (Change, error) {
	if wrong := checkBody(id, body); len(wrong) > 0 {
		return Change{}, &errs.Invalid{Fields: wrong}
	}
	f, _ := s.Flow(id)
	now, _ := f.Current()
	d := Draft{Flow: id, Body: Unnumbered(body), BasedOn: now.BasedOn, By: by.By, At: by.At}
	switch {
	case d.Rev() == now.Rev():
		return Change{}, nil
	case now.Rev() != rev:
		return Change{}, staleDraft(now)
	case f.Live != nil && d.Rev() == FlowRev(f.Live.Body): // edited back
		return Change{EndDraft: id, Record: by.record(DraftEnded, id)}, nil
	}
	return Change{Draft: &d, Record: by.record(DraftSaved, id)}, nil
}

// EndDraft throws a draft away. None is nothing to do; rev is the draft's as it was read.
// Errors: *Stale, errs.ErrNotFound.
func (s State) EndDraft(by Stamp, id, rev string) (Change, error) {
	f, known := s.Flow(id)
	switch {
	case !known:
		return Change{}, errs.ErrNotFound
	case f.Draft == nil:
		return Change{}, nil
	case f.Draft.Rev() != rev:
		return Change{}, staleDraft(*f.Draft)
	}
	return Change{EndDraft: id, Record: by.record(DraftEnded, id)}, nil
}

func staleDraft(now Draft) error {
	stale := &Stale{Rev: now.Rev(), At: now.At, Draft: &now}
	if now.By.ID != "" {
		stale.By = &now.By
	}
	return stale
}

// checkBody returns why a flow cannot be kept at all.
func checkBody(id string, f ivr.Flow) (wrong []errs.FieldError) {
	if !ValidID(id) || f.ID != id {
		wrong = append(wrong, errs.FieldError{Field: "id", Code: errs.CodeInvalid})
	}
	if raw, err := json.Marshal(f); err != nil || bytes.Contains(raw, []byte(`\u0000`)) {
		wrong = append(wrong, errs.FieldError{Field: "nodes", Code: errs.CodeControl})
	}
	if len(f.Nodes) > MaxNodes {
		wrong = append(wrong, errs.FieldError{Field: "nodes", Code: errs.CodeTooLong})
	}
	return wrong
}

func (by Stamp) record(what What, id string) Record {
	return Record{What: what, ID: id, By: by.By, Addr: by.Addr, At: by.At}
}
