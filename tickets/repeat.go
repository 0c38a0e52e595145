package tickets

import (
	"encoding/json"
	"time"
)

// repeatedWithin is how soon the same move again is a button pressed twice, or a request sent
// again, and no second move.
const repeatedWithin = 30 * time.Second

// Repeats reports whether the last entry of a ticket that was moved on says, by the same
// person and in the same half minute, what the last entry before said: so a remark, a
// reminder or an attempt to call that comes several times is one.
func (t Ticket) Repeats(before Ticket) bool {
	n := len(before.Entries)
	if n == 0 || len(t.Entries) != n+1 {
		return false
	}
	last, again := before.Entries[n-1], t.Entries[n]
	return again.By.ID == last.By.ID && again.By.ID != "" && again.At.Sub(last.At) < repeatedWithin && last.said() == again.said()
}

// said is what a person said with an entry, without what the rules made of it.
func (e Entry) said() string {
	e.Seq, e.At, e.From, e.To, e.Addr, e.Serial = 0, time.Time{}, "", "", "", ""
	e.Due, e.Before, e.Promise, e.Provisional = time.Time{}, time.Time{}, time.Time{}, false
	if e.Answer != nil {
		a := *e.Answer
		a.At = time.Time{}
		e.Answer = &a
	}
	raw, err := json.Marshal(e)
	if err != nil {
		panic(err) // entries are plain data
	}
	return string(raw)
}
