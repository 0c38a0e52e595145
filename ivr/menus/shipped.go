package menus

import (
	"time"

	"hotline12345/ivr"
)

// ShippedQueues are the queues that a database without menus gets: those that programs before
// had in their code.
func ShippedQueues() []Queue {
	q := func(id, zh, yue, en string) Queue {
		return Queue{ID: id, Names: Names{ivr.Mandarin: zh, ivr.Cantonese: yue, ivr.English: en}}
	}
	return []Queue{
		q("business", "企业服务", "企業服務", "business"),
		q("complaint", "投诉求助", "投訴求助", "complaints and help"),
		q("consult", "政策咨询", "政策諮詢", "policy"),
		q("general", "综合", "綜合", "general"),
	}
}

// ShippedSchedules are the hours that shipped flows name. The hotline is there round the clock
// (S033): a city that takes messages at night (M64) shortens "night".
func ShippedSchedules() []NamedSchedule {
	always := map[time.Weekday][]ivr.Hours{}
	for day := range time.Weekday(7) {
		always[day] = []ivr.Hours{{From: "00:00", To: "24:00"}}
	}
	return []NamedSchedule{
		{ID: "business", Names: Names{ivr.Mandarin: "企业服务", ivr.Cantonese: "企業服務", ivr.English: "business service"}, Hours: ivr.Schedule{Week: always}},
		{ID: "night", Names: Names{ivr.Mandarin: "人工服务", ivr.Cantonese: "人手服務", ivr.English: "officers"}, Hours: ivr.Schedule{Week: always}},
	}
}

// ShippedBroadcasts are the announcements that shipped flows name; none is on.
func ShippedBroadcasts() []Broadcast {
	return []Broadcast{{ID: "typhoon", Names: Names{ivr.Mandarin: "台风", ivr.Cantonese: "颱風", ivr.English: "typhoon"}}}
}

// Deliver returns what a program that starts makes of the flows and queues that it brings,
// one change after the other. A database without menus gets them, live. A newer form of a
// flow that nobody edited becomes its draft, and is never published by itself; where somebody
// is editing, it is offered when they have done. Queues, hours and broadcasts that such a flow names
// come with it.
func (s State) Deliver(at time.Time, flows []ivr.Flow) (all []Change) {
	by := Stamp{By: Program(), At: at}
	do := func(c Change) {
		if !c.Nothing() {
			all = append(all, c)
			s = s.After(c)
		}
	}
	empty := s.Generation == 0
	bring := func(body ivr.Flow) {
		for _, q := range ShippedQueues() {
			if _, there := s.Queue(q.ID); !there && (empty || names(body, "queue", q.ID)) {
				do(Change{PutQueue: &q, Record: by.changed(QueueSet, q.ID, nil, false, q)})
			}
		}
		for _, x := range ShippedSchedules() {
			if _, there := s.NamedSchedule(x.ID); !there && names(body, "schedule", x.ID) {
				do(Change{PutSchedule: &x, Record: by.changed(ScheduleSet, x.ID, nil, false, x)})
			}
		}
		for _, b := range ShippedBroadcasts() {
			if _, there := s.Broadcast(b.ID); !there && (empty || names(body, "broadcast", b.ID)) {
				do(Change{PutBroadcast: &b, Record: by.changed(BroadcastSet, b.ID, nil, false, b)})
			}
		}
	}
	for _, body := range flows {
		if c := s.deliver(by, body); !c.Nothing() {
			bring(body)
			do(c)
		}
	}
	return all
}

func (s State) deliver(by Stamp, body ivr.Flow) Change {
	f, known := s.Flow(body.ID)
	rev := FlowRev(body)
	switch {
	case !known:
		c := s.goLive(by, f, Version{Body: body}, Delivered)
		c.EndDraft, c.Shipped = "", rev
		return c
	case f.Shipped == rev || f.Draft != nil || f.Scheduled != nil || f.Live == nil || f.Live.By != Program() || FlowRev(f.Live.Body) == rev:
		return Change{}
	}
	return Change{Draft: &Draft{Flow: f.ID, Body: Unnumbered(body), BasedOn: f.Live.N, By: by.By, At: by.At}, Shipped: rev,
		Record: by.record(Delivered, f.ID)}
}
