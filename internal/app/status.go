package app

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"syscall"
	"time"

	"hotline12345/cti"
	"hotline12345/internal/ownership"
	"hotline12345/internal/speech"
	"hotline12345/internal/status"
	"hotline12345/internal/trouble"
	"hotline12345/ivr"
)

const (
	// statusEvery is how often the parts are looked at for the administrator's page.
	statusEvery = 5 * time.Second
	// hoursEvery is how often the calls of the last day are counted.
	hoursEvery = 15 * time.Second
	// paceEvery is how often it is seen how fast the disk fills.
	paceEvery = 10 * time.Minute
	// promptsAfter is when it is first seen whether each prompt has its sound: not while a start
	// needs the machine.
	promptsAfter = 10 * time.Second
	// promptsEvery is how often after that.
	promptsEvery = 10 * time.Minute
	// promptsLimit is how long somebody who asks waits for that.
	promptsLimit = 5 * time.Second
	// paceOf is the time whose recordings tell how fast the disk fills.
	paceOf = 7 * 24 * time.Hour
)

// takesCalls reports whether calls come to the service: Asterisk is connected and the loop decides.
func takesCalls(r status.Readings) bool {
	if r.AsteriskFault != nil {
		return false
	}
	for _, f := range r.ServiceFaults {
		if f.Code == "loop_silent" {
			return false
		}
	}
	return true
}

// look reads all parts, and tells of each that it was looked at.
func (svc *application) look(ctx context.Context, looked func(status.Part)) status.Readings {
	ctx, cancel := context.WithTimeout(ctx, healthLimit)
	defer cancel()
	w := svc.watched
	r := status.Readings{Now: time.Now(), Started: w.started, Exposed: Reachable(svc.settings.HTTPAddr), RecordedDaily: w.recordedDaily, PaceKnown: !w.paceAt.IsZero()}
	for _, part := range status.Parts() {
		switch part {
		case status.Asterisk:
			svc.lookAtAsterisk(ctx, &r)
		case status.Service:
			svc.lookAtService(ctx, &r)
		case status.Database:
			svc.lookAtDatabase(ctx, &r)
		case status.Disk:
			svc.lookAtDisk(&r)
		case status.Prompts:
			if p := w.prompts.Load(); p != nil {
				r.Prompts, r.PromptsAt = p.counts, p.at
			}
		case status.Certificate:
			if svc.tls != nil {
				r.Expires = svc.tls.at(r.Now).Leaf.NotAfter
			}
		case status.Network:
			svc.lookAtAgents(&r)
		}
		looked(part)
	}
	return r
}

// faultOf returns an error of a part as a fault that pages have words for. The kinds of a part
// begin with its name; an error of none of them is that it is away. address is where the part is
// set to be.
func faultOf(err error, part, address string) *status.Fault {
	if err == nil {
		return nil
	}
	f := &status.Fault{Code: part + "_away"}
	if t, ok := trouble.Find(err); ok && strings.HasPrefix(string(t.Kind), part+"_") {
		f.Code, f.Where = string(t.Kind), t.Where
	}
	if u, err := url.Parse(address); err == nil && f.Where == "" {
		f.Where = u.Host // without the user and the password
	}
	return f
}

func (svc *application) lookAtAsterisk(ctx context.Context, r *status.Readings) {
	if !svc.health.telephony.Load() {
		r.AsteriskFault = faultOf(errors.Join(errTelephonyAway, svc.telephony.Away()), "ari", svc.settings.ARIURL)
		return
	}
	version, err := svc.telephony.Check(ctx)
	r.AsteriskFault = faultOf(err, "ari", svc.settings.ARIURL)
	r.AsteriskVersion, _, _ = strings.Cut(version, "+") // 22.10.1+dfsg: how it was packed is nobody's matter
}

func (svc *application) lookAtService(ctx context.Context, r *status.Readings) {
	fault := func(code string, n int, is bool) {
		if is {
			r.ServiceFaults = append(r.ServiceFaults, status.Counted{Code: code, N: n})
		}
	}
	fault("loop_silent", 0, svc.loop.Ask(ctx, func(*cti.Engine) {}) != nil)
	owner := svc.owner.Status()
	fault("two_owners", 0, owner.Other != "")
	fault("owner_waits", 0, owner.Other == "" && owner.Asterisk && owner.Renewed >= ownership.Lease)
	fault("owner_not", 0, owner.Other == "" && !owner.Asterisk && owner.Reason != "")
	unwatched := svc.guard.fault(r.Now) != nil
	fault("unwatched", 0, unwatched)
	r.Watched = !unwatched && svc.guard.seen()
	journal := svc.journal.State()
	fault("journal_lost", int(journal.Dropped), journal.Dropped > 0)
	damaged := journal.Damaged + journal.Strange + journal.Missing - min(journal.Missing, journal.Restored)
	fault("journal_damaged", int(damaged), damaged > 0)
	fallback := svc.fallback.State()
	fault("fallback_waiting", fallback.Waiting, fallback.Waiting > 0)
	fault("fallback_unread", 0, fallback.Waiting == 0 && fallback.Fault != nil)
	fault("fallback_broken", fallback.Broken, fallback.Broken > 0)
	fault("demo_exposed", 0, svc.demo.exposed.Load())
}

func (svc *application) lookAtDatabase(ctx context.Context, r *status.Readings) {
	asked := time.Now()
	r.DatabaseFault = faultOf(svc.store.Writable(ctx), "database", svc.settings.DatabaseURL)
	r.DatabaseTook, r.Behind, r.Pending = time.Since(asked), svc.shipper.Behind(), svc.tickets.Pending()
}

func (svc *application) lookAtDisk(r *status.Readings) {
	if j := svc.journal.State(); j.Fault != nil {
		r.DiskFaults = append(r.DiskFaults, status.Counted{Code: "journal_held", N: j.Held})
	}
	if recordingFault(svc.gateway.Totals.LastRecordingFault.Load(), r.Now) != nil {
		r.DiskFaults = append(r.DiskFaults, status.Counted{Code: "recordings_lost"})
	}
	var disk syscall.Statfs_t
	if syscall.Statfs(svc.settings.DataDir, &disk) == nil {
		block := uint64(disk.Bsize)
		r.Free, r.Size = disk.Bavail*block, disk.Blocks*block
	}
}

func (svc *application) lookAtAgents(r *status.Readings) {
	present, queues := svc.hub.Present()
	r.Staffing = status.Staffing{Connected: len(present)}
	for _, q := range queues {
		r.Staffing.Waiting += q.Waiting
		if q.Waiting > 0 {
			r.Staffing.Queues = append(r.Staffing.Queues, status.QueueWaits{Queue: string(q.Queue), Waiting: q.Waiting, OldestAt: q.OldestAt})
		}
	}
	for _, p := range present {
		switch p.State {
		case cti.Available, cti.Offered:
			r.Staffing.Free++
		case cti.Talking, cti.WrapUp:
			r.Staffing.Busy++
		}
		if f := p.FromBrowser; f.Packets > 0 {
			r.Lines = append(r.Lines, status.Line{Agent: string(p.Agent), Packets: f.Packets, Lost: f.Lost})
		}
	}
}

// countHours counts the calls of the last day. While the database is away what was counted
// before stays.
func (svc *application) countHours(ctx context.Context, r status.Readings) {
	w := svc.watched
	if r.DatabaseFault != nil || r.Now.Sub(w.hoursAt) < hoursEvery {
		return
	}
	from := r.Now.Truncate(time.Hour).Add(-23 * time.Hour)
	counted, err := svc.store.CallsByHour(ctx, from, r.Now)
	if err != nil {
		return // the next look tells of the database
	}
	hours := make([]status.HourOfCalls, 24)
	for i := range hours {
		hours[i].From = from.Add(time.Duration(i) * time.Hour)
		for _, c := range counted {
			if c.From.Equal(hours[i].From) {
				hours[i] = status.HourOfCalls{From: hours[i].From, Calls: c.Calls, Answered: c.Answered, Abandoned: c.Abandoned, Failed: c.Failed}
			}
		}
	}
	w.hours, w.hoursAt = hours, r.Now
}

// measurePace sees how much recordings took of the disk a day, lately.
func (svc *application) measurePace(ctx context.Context, r status.Readings) {
	w := svc.watched
	if r.DatabaseFault != nil || r.Now.Sub(w.paceAt) < paceEvery {
		return
	}
	talked, err := svc.store.TalkTime(ctx, r.Now.Add(-paceOf), r.Now)
	if err == nil {
		w.recordedDaily, w.paceAt = uint64(max(0, talked.Hours()*status.RecordedHour/paceOf.Hours()*24)), r.Now
	}
}

// promptCounts is how many prompts there were, and when they were counted.
type promptCounts struct {
	at     time.Time
	counts []status.PromptCount
}

// countPrompts sees until ctx ends whether each prompt has its sound: now and then, and when
// somebody asks.
func (svc *application) countPrompts(ctx context.Context) {
	timer := time.NewTimer(promptsAfter)
	defer timer.Stop()
	for {
		done := func() {}
		select {
		case <-timer.C:
		case answer := <-svc.watched.recount:
			done = func() { close(answer) }
		case <-ctx.Done():
			return
		}
		counts := promptsOf(ctx, svc.sounds)
		svc.watched.prompts.Store(&promptCounts{time.Now(), counts})
		done()
		timer.Reset(promptsEvery)
	}
}

// recountPrompts counts them now, and waits for it a little while.
func (svc *application) recountPrompts(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, promptsLimit)
	defer cancel()
	answer := make(chan struct{})
	select {
	case svc.watched.recount <- answer:
	case <-ctx.Done():
		return
	}
	select {
	case <-answer:
	case <-ctx.Done():
	}
}

// promptsOf counts the prompts without values, by language. Where the first one of a language
// has no sound it is made, which tells whether the others could be.
func promptsOf(ctx context.Context, sounds *speech.Store) (list []status.PromptCount) {
	at, tried := map[ivr.Language]int{}, map[ivr.Language]bool{}
	for _, p := range sounds.Catalogue(nil) {
		n, known := at[p.Language]
		if !known {
			n = len(list)
			at[p.Language] = n
			list = append(list, status.PromptCount{Language: string(p.Language)})
		}
		c := &list[n]
		c.All++
		if sounds.Has(p) {
			continue
		}
		if !tried[p.Language] {
			tried[p.Language] = true
			c.Mute = sounds.Try(ctx, p.Language) != nil
			if !c.Mute {
				_, err := sounds.File(ctx, p)
				c.Mute = err != nil
			}
		}
		if c.Mute || !sounds.Has(p) {
			c.Unmade++
		}
	}
	return list
}
