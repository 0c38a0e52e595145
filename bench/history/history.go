// Package history makes the calls and tickets of years, for measurements: the
// same for the same seed, with the mix of matters, hours and endings that
// hotlines publish.
package history

import (
	"fmt"
	"math/rand/v2"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// History is a city's past. Call and Ticket make its pieces, in the order of
// time.
type History struct {
	Book tickets.Rulebook
	// Calls are all calls; three of ten led to a ticket.
	Calls    int
	From, To time.Time
	Seed     uint64

	leaves []tickets.Category
	areas  []org.Unit
	day    string
	count  int
}

const (
	// TicketsOfTen are the tickets of ten calls: 2.1 million of 7 million.
	TicketsOfTen = 3
	// callsEach is how often a citizen called, in the mean.
	callsEach = 10
	agents    = 70
)

// New makes a history with the rulebook of a city.
func New(book tickets.Rulebook, units []org.Unit, calls int, from, to time.Time, seed uint64) *History {
	h := &History{Book: book, Calls: calls, From: from, To: to, Seed: seed}
	for _, c := range book.Categories {
		if c.Parent != "" {
			h.leaves = append(h.leaves, c)
		}
	}
	for _, u := range units {
		if u.Level >= 3 {
			h.areas = append(h.areas, u)
		}
	}
	return h
}

// chance is the nth call's own source of chance.
func (h *History) chance(n int) *rand.Rand { return rand.New(rand.NewPCG(h.Seed, uint64(n))) }

// hours is the share of a day's calls in each hour, in thousandths.
var hours = []int{12, 8, 6, 5, 5, 7, 12, 26, 63, 88, 92, 79, 50, 52, 76, 82, 77, 62, 46, 42, 40, 34, 22, 14}

// at is when the nth call arrived: its day by its place in the history, its
// time of day by the hours that people call in. Calls of one day are in order.
func (h *History) at(n int) time.Time {
	days := h.To.Sub(h.From).Hours() / 24
	place := float64(n) / float64(h.Calls) * days
	day := int(place)
	part := int((place - float64(day)) * 1000)
	hour, sum := 0, 0
	for hour = range hours {
		if sum+hours[hour] > part {
			break
		}
		sum += hours[hour]
	}
	within := (place-float64(day))*1000 - float64(sum)
	within = max(0, min(within/float64(hours[hour]), 0.999))
	offset := time.Duration((float64(hour) + within) * float64(time.Hour))
	return h.From.AddDate(0, 0, day).Add(offset).UTC().Truncate(time.Microsecond)
}

// Phone is the nth call's citizen; some call often.
func (h *History) Phone(n int) string {
	r := h.chance(n)
	citizens := max(h.Calls/callsEach, 1)
	citizen := int(float64(citizens) * r.Float64() * r.Float64())
	return fmt.Sprintf("13%09d", 100_000_000+citizen*7%900_000_000)
}

func callID(n int) string { return fmt.Sprintf("h%d", n) }

// Call is the nth call.
func (h *History) Call(n int) cti.CallRecord {
	r := h.chance(n)
	r.Float64()
	r.Float64() // the citizen's
	at := h.at(n)
	c := cti.CallRecord{Call: cti.CallID(callID(n)), Revision: 5, Direction: cti.Inbound, Trunk: "trunk", Called: "12345",
		Caller: cti.Caller{Number: h.Phone(n)}, Language: ivr.Mandarin, Keys: "11", Queue: "complaint",
		ArrivedAt: at, QueuedAt: at.Add(12 * time.Second)}
	if r.IntN(10) == 0 {
		c.Language = ivr.Cantonese
	}
	wait := time.Duration(r.ExpFloat64() * float64(8*time.Second))
	if !h.HasTicket(n) && r.IntN(20) == 0 {
		c.EndedAt, c.EndReason = c.QueuedAt.Add(wait), cti.AbandonedInQueue
		return c
	}
	c.Agent = cti.AgentID(fmt.Sprint(1001 + r.IntN(agents)))
	c.AnsweredAt = c.QueuedAt.Add(wait)
	c.EndedAt = c.AnsweredAt.Add(time.Duration(60+r.IntN(300)) * time.Second)
	c.EndReason, c.Disposition = cti.EndedByCitizen, "answered"
	return c
}

// HasTicket reports whether the nth call led to a ticket.
func (h *History) HasTicket(n int) bool { return n%10 < TicketsOfTen }
