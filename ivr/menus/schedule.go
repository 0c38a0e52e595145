package menus

import (
	"hotline12345/internal/errs"
)

// Schedule is when a number, a queue or a service is open: hours of the week, and days that
// differ, such as holidays. Flows ask for it by its id.
type Schedule struct {
	ID    string `json:"id"`
	Names Names  `json:"names"`
}

// Rev names what the schedule is.
func (x Schedule) Rev() string { return revOf(x) }

// Schedule returns a schedule by its id.
func (s State) ScheduleOf(id string) (Schedule, bool) {
	return find(s.Schedules, id, func(x Schedule) string { return x.ID })
}

// SetSchedule keeps a schedule, new or changed. rev is what was read, "" for a new one. What
// stands there already changes nothing. Errors: *Stale, *errs.Invalid.
func (s State) SetSchedule(by Stamp, x Schedule, rev string) (Change, error) {
	if wrong := checkNamed(x.ID, x.Names); len(wrong) > 0 {
		return Change{}, &errs.Invalid{Fields: wrong}
	}
	now, known := s.ScheduleOf(x.ID)
	if same, err := compare(now, known, x, rev, &Stale{Schedule: &now}); same || err != nil {
		return Change{}, err
	}
	return Change{PutSchedule: &x, Record: by.changed(ScheduleSet, x.ID, now, known, x)}, nil
}

// EndSchedule takes a schedule away, which no flow may name. One that is gone is nothing to
// do. Errors: *Stale, *InUse.
func (s State) EndSchedule(by Stamp, id, rev string) (Change, error) {
	now, known := s.ScheduleOf(id)
	if !known {
		return Change{}, nil
	}
	if now.Rev() != rev {
		return Change{}, &Stale{Rev: now.Rev(), Schedule: &now}
	}
	if used := s.flowsNaming("schedule", id); len(used) > 0 {
		return Change{}, &InUse{Flows: used}
	}
	r := by.record(ScheduleEnded, id)
	r.Before = now
	return Change{DropSchedule: id, Record: r}, nil
}
