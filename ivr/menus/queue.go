package menus

import (
	"regexp"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
	"hotline12345/ivr"
	"hotline12345/ivr/lines"
)

// Queue is a queue of waiting callers. Which agents take it stands in their accounts.
type Queue struct {
	ID string `json:"id"`
	// Names are what people call it, by language.
	Names Names `json:"names"`
	// Priority: a higher one is served first.
	Priority int `json:"priority"`
}

// Names are the names of one thing by language: {"zh": "综合", "yue": "綜合", "en": "general"}.
type Names map[ivr.Language]string

// highest is the highest priority that a queue can have; the lowest is its negative.
const highest = 1000

// Rev names what the queue is.
func (q Queue) Rev() string { return revOf(q) }

// Queue returns a queue by its id.
func (s State) Queue(id string) (Queue, bool) {
	return find(s.Queues, id, func(q Queue) string { return q.ID })
}

// SetQueue keeps a queue, new or changed. rev is what was read, "" for a new one. What stands
// there already changes nothing. Errors: *Stale, *errs.Invalid.
func (s State) SetQueue(by Stamp, q Queue, rev string) (Change, error) {
	wrong := checkNamed(q.ID, q.Names)
	if q.Priority > highest || q.Priority < -highest {
		wrong = append(wrong, errs.FieldError{Field: "priority", Code: errs.CodeInvalid})
	}
	if len(wrong) > 0 {
		return Change{}, &errs.Invalid{Fields: wrong}
	}
	now, known := s.Queue(q.ID)
	if same, err := compare(now, known, q, rev, &Stale{Queue: &now}); same || err != nil {
		return Change{}, err
	}
	return Change{PutQueue: &q, Record: by.changed(QueueSet, q.ID, now, known, q)}, nil
}

// EndQueue takes a queue away, which neither a flow, nor a number, nor one of the accounts, given
// by their logins, may name. One that is gone is nothing to do. Errors: *Stale, *InUse.
func (s State) EndQueue(by Stamp, id, rev string, accounts []string) (Change, error) {
	now, known := s.Queue(id)
	if !known {
		return Change{}, nil
	}
	if now.Rev() != rev {
		return Change{}, &Stale{Rev: now.Rev(), Queue: &now}
	}
	used := s.linesNaming(func(l lines.LineSettings) map[string]string { return l.Queues }, id)
	used.Flows, used.Accounts = s.flowsNaming("queue", id), accounts
	if used.any() {
		return Change{}, used
	}
	r := by.record(QueueEnded, id)
	r.Before = now
	return Change{DropQueue: id, Record: r}, nil
}

// revised is what is kept as a whole.
type revised interface{ Rev() string }

// compare reports whether what stands there is what is to be, or returns stale if it is not
// what was read.
func compare[T revised](now T, known bool, with T, rev string, stale *Stale) (same bool, err error) {
	had := ""
	if known {
		had = now.Rev()
	}
	switch {
	case known && had == with.Rev():
		return true, nil
	case had == rev:
		return false, nil
	case !known:
		return false, &Stale{}
	}
	stale.Rev = had
	return false, stale
}

// changed is the record of a thing that was set.
func (by Stamp) changed(what What, id string, before any, known bool, after any) Record {
	r := by.record(what, id)
	if r.After = after; known {
		r.Before = before
	}
	return r
}

// languageForm is what languages are called (BCP 47 without regions): "zh", "yue".
var languageForm = regexp.MustCompile(`^[a-z]{2,8}$`)

// checkNamed returns what is wrong with the id and the names of a thing.
func checkNamed(id string, names Names) (wrong []errs.FieldError) {
	bad := func(field string, code errs.FieldCode) {
		wrong = append(wrong, errs.FieldError{Field: field, Code: code})
	}
	if !ValidID(id) {
		bad("id", errs.CodeInvalid)
	}
	if len(names) == 0 {
		bad("names", errs.CodeRequired)
	}
	for l, name := range names {
		switch {
		case !languageForm.MatchString(string(l)) || text.IsBlank(name):
			bad("names", errs.CodeInvalid)
		case !text.Clean(name, text.MaxName):
			bad("names", errs.CodeTooLong)
		}
	}
	return wrong
}

func validWhy(why string) bool { return !text.IsBlank(why) && text.Clean(why, text.MaxPlace) }

func find[T any](list []T, id string, idOf func(T) string) (found T, known bool) {
	for _, x := range list {
		if idOf(x) == id {
			return x, true
		}
	}
	return found, false
}
