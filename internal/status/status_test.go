package status

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

var now = time.Date(2026, 11, 29, 2, 0, 0, 0, time.UTC)

// fine are readings of a hotline in which all is well.
func fine() Readings {
	return Readings{
		Now: now, Started: now.Add(-time.Hour), AsteriskVersion: "22.10.1", Watched: true,
		Staffing: Staffing{Connected: 2, Busy: 1, Free: 1}, DatabaseTook: 2 * time.Millisecond,
		Free: 500 << 30, Size: 1000 << 30, RecordedDaily: 1 << 30, PaceKnown: true,
		Prompts: []PromptCount{{Language: "zh", All: 50}, {Language: "yue", All: 50}}, Expires: now.AddDate(1, 0, 0),
		Lines: []Line{{Agent: "1001", Packets: 5000, Lost: 10}},
	}
}

// said returns a card in a line: "ill database_refused +pending".
func said(c Card) string {
	s := string(c.State) + " " + c.Says.Code
	for _, n := range c.Notes {
		s += " +" + n.Code
	}
	return s
}

func TestAllIsWell(t *testing.T) {
	t.Parallel()
	cards, alarms := Judge(fine())
	var got []string
	for _, c := range cards {
		got = append(got, fmt.Sprint(c.Part, ": ", said(c)))
	}
	want := []string{
		"asterisk: well asterisk_version +talking +trunks_unchecked",
		"service: well serving +serving_since +watched",
		"database: well database_answers +nothing_pending +backups_unchecked",
		"disk: well disk_room +disk_lasts",
		"prompts: well prompts_complete +prompts_with_values_unchecked",
		"certificate: well certificate_valid +sip_certificate_unchecked",
		"network: well network_good +network_connected",
	}
	if !slices.Equal(got, want) || len(alarms) > 0 {
		t.Errorf("cards %q, alarms %v", got, alarms)
	}
}

// TestEachPart changes one reading at a time: what the part's card says, and whether that is an
// alarm.
func TestEachPart(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		part   Part
		change func(*Readings)
		want   string
		alarms int
	}{
		"Asterisk away":            {Asterisk, func(r *Readings) { r.AsteriskFault = &Fault{"ari_refused", "127.0.0.1:8088"} }, "ill ari_refused +fallback_answers", 1},
		"Asterisk tells no name":   {Asterisk, func(r *Readings) { r.AsteriskVersion = "" }, "well asterisk_connected +talking +trunks_unchecked", 0},
		"two faults of service":    {Service, func(r *Readings) { r.ServiceFaults = []Counted{{"unwatched", 0}, {"journal_lost", 3}} }, "ill unwatched +journal_lost +serving_since +watched", 2},
		"no watchdog known":        {Service, func(r *Readings) { r.Watched = false }, "well serving +serving_since", 0},
		"database away":            {Database, func(r *Readings) { r.DatabaseFault = &Fault{"database_refused", "db:5432"}; r.Pending = 2 }, "ill database_refused +without_database +pending +backups_unchecked", 1},
		"database takes nothing":   {Database, func(r *Readings) { r.Behind = 30 * time.Second }, "ill database_behind +without_database +nothing_pending +backups_unchecked", 1},
		"database slow for once":   {Database, func(r *Readings) { r.Behind = 29 * time.Second }, "well database_answers +nothing_pending +backups_unchecked", 0},
		"disk nearly full":         {Disk, func(r *Readings) { r.Free = 5<<30 - 1 }, "ill disk_low +disk_hours", 1},
		"disk at its limit":        {Disk, func(r *Readings) { r.Free, r.RecordedDaily = 5<<30, 0 }, "well disk_room +disk_hours", 0},
		"disk full in 29 days":     {Disk, func(r *Readings) { r.Free = 29 << 30 }, "soon disk_days +disk_hours", 1},
		"disk full in 30 days":     {Disk, func(r *Readings) { r.Free = 30 << 30 }, "well disk_room +disk_lasts", 0},
		"disk full in years":       {Disk, func(r *Readings) { r.RecordedDaily = 1 << 20 }, "well disk_room +disk_years", 0},
		"disk of unknown pace":     {Disk, func(r *Readings) { r.RecordedDaily = 0 }, "well disk_room +disk_hours", 0},
		"disk not read":            {Disk, func(r *Readings) { r.Size = 0 }, "unchecked disk_unread", 0},
		"disk takes nothing":       {Disk, func(r *Readings) { r.DiskFaults = []Counted{{"journal_held", 7}, {"recordings_lost", 0}} }, "ill journal_held +recordings_lost +disk_lasts", 2},
		"prompts not counted":      {Prompts, func(r *Readings) { r.Prompts = nil }, "unchecked prompts_uncounted", 0},
		"prompts counted":          {Prompts, func(r *Readings) { r.PromptsAt = now }, "well prompts_complete +prompts_counted +prompts_with_values_unchecked", 0},
		"prompts missing":          {Prompts, func(r *Readings) { r.Prompts[1].Unmade, r.Prompts[1].Mute = 4, true }, "soon prompts_missing +prompts_missing_in", 1},
		"prompts not made yet":     {Prompts, func(r *Readings) { r.Prompts[1].Unmade = 4 }, "well prompts_complete +prompts_unmade +prompts_with_values_unchecked", 0},
		"no certificate":           {Certificate, func(r *Readings) { r.Expires = time.Time{} }, "unchecked certificate_none +sip_certificate_unchecked", 0},
		"none, and reachable":      {Certificate, func(r *Readings) { r.Expires, r.Exposed = time.Time{}, true }, "unchecked certificate_none_exposed +sip_certificate_unchecked", 0},
		"certificate of 14 days":   {Certificate, func(r *Readings) { r.Expires = now.Add(14 * 24 * time.Hour) }, "well certificate_valid +sip_certificate_unchecked", 0},
		"certificate ends":         {Certificate, func(r *Readings) { r.Expires = now.Add(14*24*time.Hour - 1) }, "soon certificate_ends +sip_certificate_unchecked", 1},
		"certificate has ended":    {Certificate, func(r *Readings) { r.Expires = now }, "ill certificate_ended +sip_certificate_unchecked", 1},
		"nobody is connected":      {Network, func(r *Readings) { r.Staffing.Connected = 0 }, "unchecked network_nobody", 0},
		"nobody talks":             {Network, func(r *Readings) { r.Lines = nil }, "unchecked network_no_calls +network_connected", 0},
		"a call of a moment":       {Network, func(r *Readings) { r.Lines = []Line{{"1001", 200, 49}} }, "unchecked network_no_calls +network_connected", 0},
		"sound is lost":            {Network, func(r *Readings) { r.Lines = []Line{{"1001", 980, 20}, {"1002", 1000, 0}} }, "soon network_loss +network_connected", 1},
		"hardly any sound is lost": {Network, func(r *Readings) { r.Lines = []Line{{"1001", 981, 19}} }, "well network_good +network_connected", 0},
		"two agents lose sound":    {Network, func(r *Readings) { r.Lines = []Line{{"1001", 900, 100}, {"1002", 900, 100}} }, "soon network_loss +network_loss +network_connected", 2},
	} {
		r := fine()
		c.change(&r)
		cards, alarms := Judge(r)
		at := slices.IndexFunc(cards, func(x Card) bool { return x.Part == c.part })
		if got := said(cards[at]); got != c.want || len(alarms) != c.alarms {
			t.Errorf("%s: %s, %d alarms; want %s, %d", name, got, len(alarms), c.want, c.alarms)
		}
		keys := map[string]bool{}
		for _, a := range alarms {
			if keys[a.Key] {
				t.Errorf("%s: two alarms are %s", name, a.Key)
			}
			keys[a.Key] = true
		}
	}
}
