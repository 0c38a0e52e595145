package menus

import (
	"hotline12345/internal/errs"
	"hotline12345/ivr"
	"hotline12345/ivr/lines"
)

// NamedSchedule is when a number, a queue or a service is open: hours of the week, and days that
// differ, such as holidays. Flows ask for it by its id.
type NamedSchedule struct {
	ID    string `json:"id"`
	Names Names  `json:"names"`
	// Hours are when it is open, by the city's clock.
	Hours ivr.Schedule `json:"hours"`
}

// Rev names what the schedule is.
func (x NamedSchedule) Rev() string { return revOf(x) }

// NamedSchedule returns a schedule by its id.
func (s State) NamedSchedule(id string) (NamedSchedule, bool) {
	return find(s.Schedules, id, func(x NamedSchedule) string { return x.ID })
}

// SetSchedule keeps a schedule, new or changed. rev is what was read, "" for a new one. What
// stands there already changes nothing. Errors: *Stale, *errs.Invalid.
func (s State) SetSchedule(by Stamp, x NamedSchedule, rev string) (Change, error) {
	wrong := checkNamed(x.ID, x.Names)
	if x.Hours.Validate() != nil {
		wrong = append(wrong, errs.FieldError{Field: "hours", Code: errs.CodeInvalid})
	}
	if len(wrong) > 0 {
		return Change{}, &errs.Invalid{Fields: wrong}
	}
	now, known := s.NamedSchedule(x.ID)
	if same, err := compare(now, known, x, rev, &Stale{Schedule: &now}); same || err != nil {
		return Change{}, err
	}
	return Change{PutSchedule: &x, Record: by.changed(ScheduleSet, x.ID, now, known, x)}, nil
}

// EndSchedule takes a schedule away, which no flow and no number may name. One that is gone is nothing to
// do. Errors: *Stale, *InUse.
func (s State) EndSchedule(by Stamp, id, rev string) (Change, error) {
	now, known := s.NamedSchedule(id)
	if !known {
		return Change{}, nil
	}
	if now.Rev() != rev {
		return Change{}, &Stale{Rev: now.Rev(), Schedule: &now}
	}
	used := s.linesNaming(func(l lines.LineSettings) map[string]string { return l.Schedules }, id)
	if used.Flows = s.flowsNaming("schedule", id); used.any() {
		return Change{}, used
	}
	r := by.record(ScheduleEnded, id)
	r.Before = now
	return Change{DropSchedule: id, Record: r}, nil
}
