package tickets

import (
	"time"

	"hotline12345/internal/errs"
)

// longestBook is how many days are read as one book: a month.
const longestBook = 31

// BookDays returns the days of a period ("2026-11-23") with its last. Invalid: days that
// are no days, in the wrong order, or more than a month.
func BookDays(from, to string) ([]string, error) {
	first, err := time.ParseInLocation(time.DateOnly, from, Zone)
	if err != nil {
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "day", Code: errs.CodeInvalid}}}
	}
	last, err := time.ParseInLocation(time.DateOnly, to, Zone)
	if err != nil || last.Before(first) || last.After(first.AddDate(0, 0, longestBook-1)) {
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "to", Code: errs.CodeInvalid}}}
	}
	var days []string
	for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
		days = append(days, day.Format(time.DateOnly))
	}
	return days, nil
}
