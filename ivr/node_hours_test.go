package ivr_test

import (
	"strings"
	"testing"
	"time"

	"hotline12345/ivr"
)

// at returns a moment of November 2026, whose 23rd is a Monday, with the hours of
// the office.
func at(day, hour, minute int) ivr.Moment {
	return ivr.Moment{
		At:        time.Date(2026, 11, day, hour, minute, 0, 0, now.At.Location()),
		Schedules: map[string]ivr.Schedule{"office": officeHours},
	}
}

// officeHours has a lunch break, a holiday on Thursday 26th and a working Saturday
// 28th instead.
var officeHours = ivr.Schedule{
	Week: map[time.Weekday][]ivr.Hours{
		time.Monday: workday, time.Tuesday: workday, time.Wednesday: workday, time.Thursday: workday, time.Friday: workday,
	},
	Days: map[string][]ivr.Hours{"2026-11-26": {}, "2026-11-28": {{From: "10:00", To: "16:00"}}},
}

var workday = []ivr.Hours{{From: "09:00", To: "12:00"}, {From: "14:00", To: "17:30"}}

func hoursNodes() ivr.Nodes {
	return ivr.Nodes{
		"start": ivr.HoursNode{Schedule: "office", Open: "line", Closed: "bye", Prompts: []string{"afterhours"}},
		"line":  line, "bye": bye,
	}
}

func TestHoursPartTheCallers(t *testing.T) {
	t.Parallel()
	closed := func(day, from, to string) ivr.Action {
		return ivr.PlayPrompt{Prompts: []ivr.Prompt{with(ivr.Mandarin, "afterhours", "date", "2026-11-"+day, "from", from, "to", to)}}
	}
	for name, c := range map[string]struct {
		m    ivr.Moment
		want ivr.Action
	}{
		"Monday, the first minute":        {at(23, 9, 0), agent(ivr.Mandarin)},
		"Monday, before it":               {at(23, 8, 59), closed("23", "09:00", "12:00")},
		"Monday, the last minute":         {at(23, 17, 29), agent(ivr.Mandarin)},
		"Monday, after it: Tuesday":       {at(23, 17, 30), closed("24", "09:00", "12:00")},
		"at lunch: the afternoon":         {at(23, 12, 0), closed("23", "14:00", "17:30")},
		"the holiday: Friday":             {at(26, 10, 0), closed("27", "09:00", "12:00")},
		"Friday evening: Saturday":        {at(27, 18, 0), closed("28", "10:00", "16:00")},
		"the working Saturday":            {at(28, 15, 0), agent(ivr.Mandarin)},
		"Sunday: Monday":                  {at(29, 15, 0), closed("30", "09:00", "12:00")},
		"hours that do not exist: agents": {ivr.Moment{At: at(29, 3, 0).At}, agent(ivr.Mandarin)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			calls(t, hoursNodes(), ivr.Arrival{}, c.m, c.want)
		})
	}
}

// TestHoursAreTheCitysOwn: the moment is in the city's zone, whatever UTC says.
func TestHoursAreTheCitysOwn(t *testing.T) {
	t.Parallel()
	utc := ivr.Schedule{Week: map[time.Weekday][]ivr.Hours{time.Monday: {{From: "00:00", To: "24:00"}}}}
	monday := time.Date(2026, 11, 22, 17, 0, 0, 0, time.UTC)
	if utc.Open(monday) || !utc.Open(monday.In(now.At.Location())) {
		t.Error("1:00 on Monday in China is 17:00 on Sunday in UTC")
	}
}

func TestAfterHours(t *testing.T) {
	t.Parallel()
	c := calls(t, hoursNodes(), ivr.Arrival{}, at(29, 3, 0), ivr.PlayPrompt{
		Prompts: []ivr.Prompt{with(ivr.Mandarin, "afterhours", "date", "2026-11-30", "from", "09:00", "to", "12:00")},
	})
	c.on("1") // no menu has it
	c.on(promptsEnd{}, play(ivr.Mandarin, "goodbye"))

	nodes := hoursNodes()
	nodes["hours"], nodes["start"] = nodes["start"], ivr.Menu{
		Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"6": "hours", "0": "line"}, InputTimeout: 1, Fallback: "line"}
	c = calls(t, nodes, ivr.Arrival{Keys: "6"}, at(29, 3, 0), ivr.PlayPrompt{
		Prompts: []ivr.Prompt{with(ivr.Mandarin, "afterhours", "date", "2026-11-30", "from", "09:00", "to", "12:00")},
	})
	c.on("0", ivr.StopPrompt{}, agent(ivr.Mandarin))

	// Closed for good, there are no hours to tell; without prompts there are no words.
	m := at(29, 3, 0)
	m.Schedules = map[string]ivr.Schedule{"office": {}}
	calls(t, hoursNodes(), ivr.Arrival{}, m, play(ivr.Mandarin, "goodbye"))
	quiet := hoursNodes()
	quiet["start"] = ivr.HoursNode{Schedule: "office", Open: "line", Closed: "bye"}
	calls(t, quiet, ivr.Arrival{}, at(29, 3, 0), play(ivr.Mandarin, "goodbye"))
}

// TestALineHasHoursOfItsOwn.
func TestALineHasHoursOfItsOwn(t *testing.T) {
	t.Parallel()
	m := at(29, 3, 0)
	m.Schedules["market"] = ivr.Schedule{Week: map[time.Weekday][]ivr.Hours{time.Sunday: {{From: "00:00", To: "24:00"}}}}
	calls(t, hoursNodes(), ivr.Arrival{Line: ivr.Line{Schedules: map[string]string{"office": "market"}}}, m, agent(ivr.Mandarin))
}

// TestTheNextHoursAreSoughtForAYear.
func TestTheNextHoursAreSoughtForAYear(t *testing.T) {
	t.Parallel()
	from := at(23, 8, 0).At
	once := func(day string) ivr.Schedule {
		return ivr.Schedule{Days: map[string][]ivr.Hours{day: {{From: "07:00", To: "08:00"}}}}
	}
	if _, next, _ := officeHours.Next(at(23, 9, 0).At); next.From != "14:00" {
		t.Errorf("at 9:00 the next hours begin at %s, want 14:00", next.From)
	}
	for day, found := range map[string]bool{"2026-11-23": false, "2026-11-24": true, "2027-11-23": true, "2027-11-24": false} {
		if _, _, ok := once(day).Next(from); ok != found {
			t.Errorf("hours on %s are found: %v, want %v", day, ok, found)
		}
	}
}

func TestFaultsOfHours(t *testing.T) {
	t.Parallel()
	wantFaults(t, ivr.HoursNode{}, "schedule missing", "open missing", "closed missing")
	wantFaults(t, ivr.HoursNode{Schedule: "office", Open: "x", Closed: "gone"}, "closed dangling", " circle")
}

func TestFaultsOfASchedule(t *testing.T) {
	t.Parallel()
	day := func(hours ...ivr.Hours) ivr.Schedule {
		return ivr.Schedule{Days: map[string][]ivr.Hours{"2026-10-01": hours}}
	}
	for want, s := range map[string]ivr.Schedule{
		"weekday 7 is not one of 0 (Sunday) to 6":  {Week: map[time.Weekday][]ivr.Hours{7: nil}},
		"weekday -1 is not one of 0 (Sunday) to 6": {Week: map[time.Weekday][]ivr.Hours{-1: nil}},
		`Monday: "9:00" to "17:00" are no times such as 09:00 to 17:30`: {
			Week: map[time.Weekday][]ivr.Hours{1: {{From: "9:00", To: "17:00"}}},
		},
		`day "1 October" is no date such as 2026-10-01`:                                       {Days: map[string][]ivr.Hours{"1 October": nil}},
		`2026-10-01: "09:00" to "24:01" are no times such as 09:00 to 17:30`:                  day(ivr.Hours{From: "09:00", To: "24:01"}),
		`2026-10-01: "09:00" to "" are no times such as 09:00 to 17:30`:                       day(ivr.Hours{From: "09:00"}),
		"2026-10-01: 17:00 to 17:00 must end after it begins, and follow the hours before it": day(ivr.Hours{From: "17:00", To: "17:00"}),
		"2026-10-01: 11:59 to 13:00 must end after it begins, and follow the hours before it": day(ivr.Hours{From: "09:00", To: "12:00"}, ivr.Hours{From: "11:59", To: "13:00"}),
	} {
		if err := s.Validate(); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	weekend := ivr.Schedule{Week: map[time.Weekday][]ivr.Hours{time.Sunday: workday, time.Saturday: workday}}
	for _, s := range []ivr.Schedule{{}, officeHours, weekend, day(ivr.Hours{From: "00:00", To: "24:00"}), day(workday...)} {
		if err := s.Validate(); err != nil {
			t.Errorf("%+v: %v", s, err)
		}
	}
	two := ivr.Schedule{Week: map[time.Weekday][]ivr.Hours{8: {{}}, 1: {{From: "x", To: "y"}}}, Days: map[string][]ivr.Hours{"a": {{}}}}
	if err := two.Validate(); err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("three faults are %v", err)
	}
}
