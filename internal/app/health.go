package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/internal/trouble"
	"hotline12345/internal/web"
)

// health watches what only the loop sees.
type health struct{ telephony atomic.Bool }

// Observe implements loop.Observer.
func (h *health) Observe(e loop.Entry) {
	switch e.Event.(type) {
	case cti.TelephonyRestored:
		h.telephony.Store(true)
	case cti.TelephonyLost, cti.Started:
		h.telephony.Store(false)
	}
}

var errTelephonyAway = errors.New("no connection to Asterisk; hotline doctor tells more")

// healthLimit is how long a component may take to answer.
const healthLimit = 2 * time.Second

// checkHealth asks every component. Calls need the loop and Asterisk; without the
// database they go on, so it alone does not make the service ill.
func (svc *application) checkHealth(ctx context.Context) web.Health {
	ctx, cancel := context.WithTimeout(ctx, healthLimit)
	defer cancel()
	h := web.Health{OK: true, Parts: map[string]web.HealthPart{}}
	add := func(name string, needed bool, err error, fine string) {
		p := web.HealthPart{OK: err == nil, Detail: fine}
		if err != nil {
			p.Detail = trouble.Say(err)
			h.OK = h.OK && !needed
		}
		h.Parts[name] = p
	}
	add("loop", true, svc.loop.Ask(ctx, func(*cti.Engine) {}), "")
	add("database", false, cmp.Or(svc.store.Writable(ctx), shippingFault(svc.shipper.Behind())), "")
	var telephony error
	if !svc.health.telephony.Load() {
		telephony = errors.Join(errTelephonyAway, svc.telephony.Away())
	}
	add("asterisk", true, telephony, "")
	if svc.demo.exposed.Load() {
		add("demo", false, ErrDemoExposed, "")
	}
	journal := svc.journal.State()
	add("journal", false, journalFault(journal), journalDetail(journal))
	add("recordings", false, recordingFault(svc.gateway.Totals.LastRecordingFault.Load(), time.Now()), "")
	owner, err := svc.ownerHealth()
	add("owner", false, err, owner)
	add("speech", false, speechFault(svc.sounds.Engines()), "")
	add("watchdog", false, svc.guard.fault(time.Now()), "")
	left, err := svc.fallbackHealth()
	add("fallback", false, err, left)
	return h
}

// shippingTrouble is how long the database may lack a part of the journal.
const shippingTrouble = 30 * time.Second

// shippingFault returns an error where the database answers and takes nothing: a lock, or a
// disk of its own that is slow to death.
func shippingFault(behind time.Duration) error {
	if behind < shippingTrouble {
		return nil
	}
	return fmt.Errorf("PostgreSQL answers, and has taken nothing of the journal for %s: look there for who holds a lock "+
		"(pg_locks, pg_stat_activity) and at its disk; calls go on, and nothing is lost meanwhile", behind.Round(time.Second))
}

// diskFull reports whether the data folder's disk takes nothing: every page says so.
func (svc *application) diskFull() bool {
	return svc.journal.State().Fault != nil || recordingFault(svc.gateway.Totals.LastRecordingFault.Load(), time.Now()) != nil
}

// recordingTrouble is how long a recording that could not be written is told of.
const recordingTrouble = time.Minute

// recordingFault returns an error while recordings cannot be written; last is when the
// last one could not, in Unix seconds, 0 for never.
func recordingFault(last int64, now time.Time) error {
	if last == 0 || now.Sub(time.Unix(last, 0)) > recordingTrouble {
		return nil
	}
	return errors.New("talks are not recorded, or with holes: the disk of HOTLINE_DATA_DIR takes none; free some space or make it writable")
}

// journalFault returns what is wrong with the journal, and what to do: calls go on
// without it, their records may not.
func journalFault(s loop.State) error {
	switch {
	case s.Fault != nil: // not wrapped: this says more than what becomes of any full disk
		return fmt.Errorf("records are kept in memory (%d entries, %d kB; %d lost): the disk of HOTLINE_DATA_DIR takes none; "+
			"free some space or make it writable, and do not stop the service before: %s", s.Held, s.HeldBytes/1024, s.Dropped, s.Fault.Error())
	case s.Dropped > 0:
		return fmt.Errorf("%d entries were lost: the disk took none, memory was full, and PostgreSQL was away", s.Dropped)
	case s.Damaged+s.Strange > 0 || s.Missing > s.Restored:
		return fmt.Errorf("damaged in %d places, %d entries of another version, %d missing of which %d were found elsewhere, %d decided again in doubt "+
			"(last: %s); run hotline doctor, and look at the disk", s.Damaged, s.Strange, s.Missing, s.Restored, s.Doubtful, s.Last)
	}
	return nil
}

func journalDetail(s loop.State) string {
	if s.Odd > 0 || s.Restored > 0 {
		return fmt.Sprintf("%d odd lines, %d entries found elsewhere", s.Odd, s.Restored)
	}
	return ""
}

// registerMetrics adds what the edges count themselves.
func (svc *application) registerMetrics() {
	t := &svc.gateway.Totals
	packets := "Packets relayed, by where they came from."
	svc.metrics.Counter("hotline_relay_packets_total", packets, map[string]string{"from": "browser"}, t.FromBrowser.Load)
	svc.metrics.Counter("hotline_relay_packets_total", packets, map[string]string{"from": "asterisk"}, t.FromAsterisk.Load)
	svc.metrics.Counter("hotline_relay_gaps_total", "Pauses between packets that a person hears.", nil, t.Gaps.Load)
	svc.metrics.Counter("hotline_relay_garbage_total", "Packets on the relay's port that belong to no call.", nil, t.Garbage.Load)
	svc.metrics.Counter("hotline_recording_dropped_total", "Packets that a slow disk lost to the recording.", nil, t.Unrecorded.Load)
	svc.journalMetrics()
	svc.metrics.Gauge("hotline_watched", "1 while a watchdog watches over this service.", func() float64 {
		if svc.guard.fault(time.Now()) != nil {
			return 0
		}
		return 1
	})
	svc.metrics.Counter("hotline_recording_faults_total", "Tries to write a recording that the disk refused.", nil, t.RecordingFaults.Load)
	svc.fallbackMetrics()
	svc.metrics.Gauge("hotline_pages_connected", "Agents' pages that are open.", func() float64 { return float64(svc.hub.Connected()) })
	svc.metrics.Gauge("hotline_tickets_waiting", "Drafts and tickets that wait on this machine for the database.", func() float64 { return float64(svc.tickets.Pending()) })
}

// journalMetrics adds what the journal counts itself.
func (svc *application) journalMetrics() {
	for kind, of := range map[string]func(loop.State) uint64{
		"damaged":  func(s loop.State) uint64 { return s.Damaged },
		"odd":      func(s loop.State) uint64 { return s.Odd },
		"strange":  func(s loop.State) uint64 { return s.Strange },
		"missing":  func(s loop.State) uint64 { return s.Missing },
		"restored": func(s loop.State) uint64 { return s.Restored },
		"doubtful": func(s loop.State) uint64 { return s.Doubtful },
	} {
		svc.metrics.Counter("hotline_journal_faults_total", "What was found in the journal since the start, by kind; see docs/operating.md.",
			map[string]string{"kind": kind}, func() uint64 { return of(svc.journal.State()) })
	}
	svc.metrics.Counter("hotline_journal_dropped_total", "Entries that neither disk, memory nor database took.", nil,
		func() uint64 { return svc.journal.State().Dropped })
	svc.metrics.Counter("hotline_journal_late_syncs_total", "Groups of entries that were safe from a power cut only after 50 ms.", nil,
		func() uint64 { return svc.journal.State().LateSyncs })
	svc.metrics.Gauge("hotline_journal_held", "Entries that are in memory alone, because the disk takes none.",
		func() float64 { return float64(svc.journal.State().Held) })
}
