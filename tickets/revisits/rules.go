package revisits

import (
	"fmt"
	"time"

	"hotline12345/tickets"
)

// Rules are a city's for revisits by telephone.
type Rules struct {
	// Tries is how many calls may reach nobody.
	Tries int
	// Lines is how many calls may be under way, so that those who call find one free.
	Lines int
	Hours Hours
}

// Hours are the time of day in which citizens are called, in the city's zone.
type Hours struct{ From, To time.Duration }

// Open reports whether citizens are called at a time.
func (h Hours) Open(at time.Time) bool {
	day := sinceMidnight(at)
	return day >= h.From && day < h.To
}

// Next returns the time, or the next one at which citizens are called.
func (h Hours) Next(at time.Time) time.Time {
	day := sinceMidnight(at)
	midnight := at.Add(-day)
	switch {
	case day < h.From:
		return midnight.Add(h.From).UTC()
	case day >= h.To:
		return midnight.Add(24*time.Hour + h.From).UTC()
	}
	return at.UTC()
}

func sinceMidnight(at time.Time) time.Duration {
	at = at.In(tickets.Zone)
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute +
		time.Duration(at.Second())*time.Second + time.Duration(at.Nanosecond())
}

const (
	// mostFaults is how many calls may fail for a reason that is not the citizen's.
	mostFaults = 5
	// faultPause is how long after one it is tried again.
	faultPause = 10 * time.Minute
)

// Written is what a call leaves in the ticket: an attempt that reached nobody, or a rating.
type Written struct {
	Attempt tickets.Outcome
	Rating  *tickets.Rating
}

// After returns the revisit after its call, and what is to be written into the ticket.
func (r PhoneRevisit) After(c Call, rules Rules, now time.Time) (PhoneRevisit, Written) {
	r.Answers, r.Why, r.Code = c.Answers, "", ""
	if rating, ok := RatingOf(c.Answers); ok && (!c.Queued || len(c.Answers) == Questions) { // who chose an agent has more to say
		return r.end(Done, "", now), Written{Rating: &rating}
	}
	out := Written{Attempt: c.Outcome}
	if c.Outcome == "" && c.PickedUp && !c.Failed && !c.Queued && len(c.Answers) == 0 {
		out.Attempt = tickets.NoReply
	}
	switch {
	case c.GivenUp || r.GivenUp:
		return r.end(Cancelled, "", now), out
	case c.Talked:
		return r.end(Person, WhyAgent, now), out
	case c.Queued:
		return r.end(Person, WhyNoAgent, now), out
	case len(c.Answers) > 0:
		return r.end(Person, WhyBrokeOff, now), out
	case c.Refused:
		return r.end(Person, WhyRefused, now), out
	case c.Outcome == tickets.WrongNumber:
		return r.end(Person, WhyNumber, now), out
	case out.Attempt != "":
		return r.again(whyOf(c), rules, now), out
	}
	return r.failed(rules, now), out
}

func whyOf(c Call) Why {
	switch {
	case c.PickedUp:
		return WhySilent
	case c.Outcome == tickets.Busy:
		return WhyBusy
	}
	return WhyNoReply
}

// again plans the next call to a citizen who was not reached, if there is to be one.
func (r PhoneRevisit) again(why Why, rules Rules, now time.Time) PhoneRevisit {
	if r.Tries++; r.Tries >= rules.Tries {
		return r.end(Person, why, now)
	}
	r.State, r.Why, r.Next = Waiting, why, rules.Hours.Next(tickets.NextAttempt(now, r.Tries))
	return r
}

// failed plans the next call where this one was not the citizen's doing.
func (r PhoneRevisit) failed(rules Rules, now time.Time) PhoneRevisit {
	if r.Faults++; r.Faults >= mostFaults {
		return r.end(Person, WhyTelephone, now)
	}
	r.State, r.Why, r.Next = Waiting, WhyTelephone, rules.Hours.Next(now.Add(faultPause))
	return r
}

func (r PhoneRevisit) end(s State, why Why, now time.Time) PhoneRevisit {
	r.State, r.Why, r.EndedAt, r.Next = s, why, now, time.Time{}
	return r
}

// RatingOf returns the rating that the answers are, and whether they are enough for one:
// whether the matter is settled has to be among them, and whether the unit was in touch. Who
// hung up before the last question has no opinion on that.
func RatingOf(answers []KeyAnswer) (tickets.Rating, bool) {
	rating := tickets.Rating{Reached: true}
	contacted := false
	for _, a := range answers {
		switch a.Question {
		case QuestionContacted:
			contacted, rating.Contacted = true, a.Score == 1
		case QuestionSolved:
			rating.Solved = solution(a)
		case QuestionSatisfied:
			rating.Satisfied = stars(a)
		}
	}
	rating.UnitsFault = rating.Dissatisfied() || rating.Solved == tickets.SolvedNo
	return rating, contacted && rating.Solved != ""
}

func solution(a KeyAnswer) tickets.Solution {
	switch a.Score {
	case 1:
		return tickets.SolvedYes
	case a.Of:
		return tickets.SolvedNo
	}
	return tickets.SolvedPartly
}

// stars returns a score on the scale from 5, very satisfied, to 1.
func stars(a KeyAnswer) int {
	if a.Of < 2 {
		return 0
	}
	return 5 - (8*(a.Score-1)+a.Of-1)/(2*(a.Of-1)) // rounded
}

// note is what the entry says of a rating that sends the matter back to its unit.
func note(r tickets.Rating) string {
	contacted := "承办单位未联系过市民"
	if r.Contacted {
		contacted = "承办单位联系过市民"
	}
	return fmt.Sprintf("电话自动回访，市民按键答复：%s；%s；%s。", contacted, solvedWords[r.Solved], satisfiedWords[r.Satisfied])
}

var solvedWords = map[tickets.Solution]string{
	tickets.SolvedYes: "问题已解决", tickets.SolvedPartly: "问题部分解决", tickets.SolvedNo: "问题没有解决",
}

var satisfiedWords = []string{"未评价满意度", "非常不满意", "不满意", "一般", "满意", "非常满意"}
