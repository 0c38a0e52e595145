package workday_test

import (
	"fmt"
	"time"

	"hotline12345/tickets/workday"
)

// Seven working days from the last day before the National Day holiday of 2026: the
// holiday does not count, and the weekend days that are worked instead do.
func ExampleCalendar_Due() {
	calendar, err := workday.New(workday.Announced())
	if err != nil {
		fmt.Println(err)
		return
	}
	called := time.Date(2026, time.September, 30, 10, 0, 0, 0, workday.Zone)
	due := calendar.Due(called, 7, 17*time.Hour+30*time.Minute)
	fmt.Println(due.At.Format("2006-01-02 15:04"), due.Provisional)

	// The holidays of 2028 are not announced, so that the date may still move.
	due = calendar.Due(called.AddDate(2, 0, 0), 7, 17*time.Hour+30*time.Minute)
	fmt.Println(due.At.Format("2006-01-02 15:04"), due.Provisional)
	// Output:
	// 2026-10-15 17:30 false
	// 2028-10-10 17:30 true
}
