package status

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Limits of what is well.
const (
	// LeastFree is the room below which the disk is ill: a day of recordings of eleven
	// agents who talk all day.
	LeastFree = 5 << 30
	// RecordedHour is what an hour of a recording takes in bytes: stereo A-law.
	RecordedHour = 2 * 8000 * 3600
	// leastDays is how long the disk should last at the pace of late.
	leastDays = 30
	// renewBefore is when the pages' certificate should have been renewed.
	renewBefore = 14 * 24 * time.Hour
	// BehindLimit is how long the database may lack a part of the journal.
	BehindLimit = 30 * time.Second
	// lossHeard is from which share of lost packets people hear it, in percent.
	lossHeard = 2
	// fewestPackets are those of five seconds: fewer tell nothing.
	fewestPackets = 250
)

// found is one thing that a look found of a part.
type found struct {
	key   string // of the alarm, the same as long as the trouble is; its code, if empty
	state State
	says  Saying
}

func say(code string, pairs ...any) Saying {
	s := Saying{Code: code}
	for i := 0; i+1 < len(pairs); i += 2 {
		if s.Values == nil {
			s.Values = map[string]string{}
		}
		s.Values[fmt.Sprint(pairs[i])] = fmt.Sprint(pairs[i+1])
	}
	return s
}

// passing are the kinds that a part out of reach takes turns with while it is the same trouble: a
// connection breaks off, then nothing listens, then the part starts.
var passing = []string{"away", "broken", "refused", "silent", "name", "stopped", "starting", "connections"}

// outOfReach returns what is found of a part that cannot be worked with. As long as nothing but
// the network's or the part's word for its absence changes, it is one alarm: its first time and
// who knows of it stay. What a person has to mend elsewhere, a password say, is another.
func outOfReach(f *Fault) []found {
	key := ""
	if _, kind, _ := strings.Cut(f.Code, "_"); slices.Contains(passing, kind) {
		key = "away"
	}
	return []found{{key: key, state: Ill, says: say(f.Code, "where", f.Where)}}
}

// Judge returns the cards for what was read, in their order, and what is wrong.
func Judge(r Readings) ([]Card, []Alarm) {
	cards := make([]Card, 0, 7)
	var alarms []Alarm
	for _, p := range []struct {
		part  Part
		judge func(Readings) ([]found, []Saying)
	}{
		{Asterisk, asterisk}, {Service, service}, {Database, database}, {Disk, disk},
		{Prompts, prompts}, {Certificate, certificate}, {Network, network},
	} {
		list, notes := p.judge(r)
		slices.SortStableFunc(list, func(a, b found) int { return cmp.Compare(severity[b.state], severity[a.state]) })
		c := Card{Part: p.part, State: list[0].state, Says: list[0].says, Notes: []Saying{}}
		for i, f := range list {
			if severity[f.state] >= severity[Soon] {
				alarms = append(alarms, Alarm{Key: string(p.part) + "." + cmp.Or(f.key, f.says.Code), Part: p.part, State: f.state, Says: f.says})
			}
			if i > 0 && severity[f.state] >= severity[Soon] {
				c.Notes = append(c.Notes, f.says)
			}
		}
		c.Notes = append(c.Notes, notes...)
		cards = append(cards, c)
	}
	return cards, alarms
}

// Unlooked returns how the keys of alarms begin of which the readings tell neither that they stand
// nor that they are over.
func Unlooked(r Readings) (begins []string) {
	if r.Size == 0 {
		begins = append(begins, "disk.disk_low", "disk.disk_days")
	}
	if !r.PaceKnown {
		begins = append(begins, "disk.disk_days")
	}
	if len(r.Prompts) == 0 {
		begins = append(begins, "prompts.")
	}
	return begins
}

func asterisk(r Readings) (list []found, notes []Saying) {
	if f := r.AsteriskFault; f != nil {
		return outOfReach(f), []Saying{say("fallback_answers")}
	}
	says := say("asterisk_connected")
	if r.AsteriskVersion != "" {
		says = say("asterisk_version", "version", r.AsteriskVersion)
	}
	return []found{{state: Well, says: says}},
		[]Saying{say("talking", "n", r.Staffing.Busy, "waiting", r.Staffing.Waiting), say("trunks_unchecked")}
}

func service(r Readings) (list []found, notes []Saying) {
	for _, f := range r.ServiceFaults {
		list = append(list, found{state: Ill, says: say(f.Code, "n", f.N)})
	}
	if list == nil {
		list = []found{{state: Well, says: say("serving")}}
	}
	notes = []Saying{say("serving_since", "at", r.Started.UTC().Format(time.RFC3339))}
	if r.Watched {
		notes = append(notes, say("watched"))
	}
	return list, notes
}

func database(r Readings) (list []found, notes []Saying) {
	if f := r.DatabaseFault; f != nil {
		list = outOfReach(f)
	} else if r.Behind >= BehindLimit {
		list = []found{{state: Ill, says: say("database_behind", "n", int(r.Behind.Minutes()+1))}}
	}
	if list != nil {
		notes = []Saying{say("without_database")}
	} else {
		list = []found{{state: Well, says: say("database_answers", "n", max(1, r.DatabaseTook.Milliseconds()))}}
	}
	waiting := say("nothing_pending")
	if r.Pending > 0 {
		waiting = say("pending", "n", r.Pending)
	}
	return list, append(notes, waiting, say("backups_unchecked"))
}

func disk(r Readings) (list []found, notes []Saying) {
	for _, f := range r.DiskFaults {
		list = append(list, found{state: Ill, says: say(f.Code, "n", f.N)})
	}
	if r.Size == 0 {
		return append(list, found{state: Unchecked, says: say("disk_unread")}), nil
	}
	gb := strconv.FormatFloat(float64(r.Free)/(1<<30), 'f', 1, 64)
	daysLeft := 0
	if r.RecordedDaily > 0 {
		daysLeft = int(r.Free / r.RecordedDaily)
	}
	switch {
	case r.Free < LeastFree:
		list = append(list, found{state: Ill, says: say("disk_low", "gb", gb)})
	case r.RecordedDaily > 0 && daysLeft < leastDays:
		list = append(list, found{state: Soon, says: say("disk_days", "n", daysLeft, "gb", gb)})
	default:
		list = append(list, found{state: Well, says: say("disk_room", "gb", gb, "percent", 100-r.Free*100/r.Size)})
	}
	switch {
	case daysLeft > 999:
		notes = append(notes, say("disk_years"))
	case daysLeft >= leastDays:
		notes = append(notes, say("disk_lasts", "n", daysLeft))
	default:
		notes = append(notes, say("disk_hours", "n", r.Free/RecordedHour))
	}
	return list, notes
}

func prompts(r Readings) (list []found, notes []Saying) {
	if len(r.Prompts) == 0 {
		return []found{{state: Unchecked, says: say("prompts_uncounted")}}, nil
	}
	all, unmade, missing := 0, 0, 0
	for _, p := range r.Prompts {
		all += p.All
		if p.Mute {
			missing += p.Unmade
			notes = append(notes, say("prompts_missing_in", "language", p.Language, "n", p.Unmade))
		} else {
			unmade += p.Unmade
		}
	}
	if !r.PromptsAt.IsZero() {
		notes = append(notes, say("prompts_counted", "at", r.PromptsAt.UTC().Format(time.RFC3339)))
	}
	if missing > 0 {
		return []found{{state: Soon, says: say("prompts_missing", "n", missing)}}, notes
	}
	if unmade > 0 {
		notes = append(notes, say("prompts_unmade", "n", unmade))
	}
	return []found{{state: Well, says: say("prompts_complete", "n", all, "languages", len(r.Prompts))}}, append(notes, say("prompts_with_values_unchecked"))
}

func certificate(r Readings) (list []found, notes []Saying) {
	notes = []Saying{say("sip_certificate_unchecked")}
	if r.Expires.IsZero() {
		if r.Exposed {
			return []found{{state: Unchecked, says: say("certificate_none_exposed")}}, notes
		}
		return []found{{state: Unchecked, says: say("certificate_none")}}, notes
	}
	left, day := r.Expires.Sub(r.Now), r.Expires.UTC().Format(time.DateOnly)
	switch {
	case left <= 0:
		list = []found{{state: Ill, says: say("certificate_ended", "day", day)}}
	case left < renewBefore:
		list = []found{{state: Soon, says: say("certificate_ends", "day", day, "n", int(left.Hours()/24))}}
	default:
		list = []found{{state: Well, says: say("certificate_valid", "day", day)}}
	}
	return list, notes
}

func network(r Readings) (list []found, notes []Saying) {
	if r.Staffing.Connected == 0 {
		return []found{{state: Unchecked, says: say("network_nobody")}}, nil
	}
	measured := 0
	for _, l := range r.Lines {
		if l.Packets+l.Lost < fewestPackets {
			continue
		}
		measured++
		if percent := l.Lost * 100 / (l.Packets + l.Lost); percent >= lossHeard {
			list = append(list, found{key: "loss." + l.Agent, state: Soon, says: say("network_loss", "agent", l.Agent, "percent", percent)})
		}
	}
	notes = []Saying{say("network_connected", "n", r.Staffing.Connected)}
	switch {
	case list != nil:
		return list, notes
	case measured == 0:
		return []found{{state: Unchecked, says: say("network_no_calls")}}, notes
	}
	return []found{{state: Well, says: say("network_good", "n", measured)}}, notes
}
