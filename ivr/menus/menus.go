// Package menus holds the rules of what a telecom administrator edits while calls go on:
// flows in numbered versions, queues, schedules, broadcasts and called numbers. A State is all of it at one
// moment; each operation takes a State and returns the Change to make, or why not. There is
// no clock and no I/O: the time and the person are arguments.
package menus

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"time"

	"hotline12345/ivr"
)

// Program is who wrote what came with the program.
func Program() ivr.Author { return ivr.Author{ID: "program", Name: "12345"} }

// Stamp is who does something, from which network address, and when.
type Stamp struct {
	By   ivr.Author
	Addr string
	At   time.Time
}

// State is everything at one moment, and is never changed: what it holds is shared. Generation grows by one with each change; 0 is a
// database that has never had menus.
type State struct {
	Generation int64
	Flows      []Flow // by id
	Queues     []Queue
	Schedules  []NamedSchedule
	Broadcasts []Broadcast
	// Numbers are those that citizens call, LineUnits the units that set something for the numbers
	// below them.
	Numbers   []LineNumber
	LineUnits []LineUnit
}

// Flow is one flow with what is being done to it.
type Flow struct {
	ID string
	// Next is the number that the next version gets.
	Next int
	// Shipped is the Rev of the newest form of this flow that a program brought; "" if none did.
	Shipped string
	// Live is what callers hear, nil before the first publishing.
	Live *Version
	// Scheduled waits for its time; nil: none does.
	Scheduled *Version
	// Draft is what is being edited; nil: it is what Live has.
	Draft *Draft
}

// Flow returns a flow by its id.
func (s State) Flow(id string) (Flow, bool) {
	i := slices.IndexFunc(s.Flows, func(f Flow) bool { return f.ID == id })
	if i < 0 {
		return Flow{ID: id, Next: 1}, false
	}
	return s.Flows[i], true
}

// VersionState is where a version is in its life.
type VersionState string

// The states of a version.
const (
	Scheduled VersionState = "scheduled" // it waits for its time
	Live      VersionState = "live"      // callers hear it
	Retired   VersionState = "retired"   // another took its place
	Withdrawn VersionState = "withdrawn" // it was taken back before its time
	Refused   VersionState = "refused"   // when its time came, it had faults
)

// Version is a flow as it was published, or is to be. It is never changed, but for State and
// the times.
type Version struct {
	Flow  string       `json:"flow"`
	N     int          `json:"n"`
	State VersionState `json:"state"`
	// Body is the flow; lists of versions leave it out.
	Body ivr.Flow `json:"body,omitzero"`
	// BasedOn is the version that its draft began with; 0: none.
	BasedOn int `json:"based_on"`
	// Restores is the version that a rollback took up again; 0: it is none.
	Restores int        `json:"restores,omitempty"`
	By       ivr.Author `json:"by"`
	At       time.Time  `json:"at"` // when it was made
	Why      string     `json:"why"`
	// PublishAt is when a scheduled version goes live.
	PublishAt time.Time `json:"publish_at,omitzero"`
	// LiveFrom and LiveTo are when callers heard it.
	LiveFrom time.Time `json:"live_from,omitzero"`
	LiveTo   time.Time `json:"live_to,omitzero"`
}

// Draft is a flow while it is edited; it may have faults.
type Draft struct {
	Flow    string     `json:"flow"`
	Body    ivr.Flow   `json:"body"`
	BasedOn int        `json:"based_on"` // the version that it began with; 0: none
	By      ivr.Author `json:"by"`
	At      time.Time  `json:"at"`
}

// Current returns what an editor of the flow is shown: the draft, or what is live.
func (f Flow) Current() (d Draft, saved bool) {
	switch {
	case f.Draft != nil:
		return *f.Draft, true
	case f.Live != nil:
		return Draft{Flow: f.ID, Body: Unnumbered(f.Live.Body), BasedOn: f.Live.N, By: f.Live.By, At: f.Live.LiveFrom}, false
	}
	return Draft{Flow: f.ID, Body: ivr.Flow{ID: f.ID}}, false
}

// Rev returns the revision of the draft: equal texts have equal ones. It is "" for a flow
// that does not exist yet.
func (d Draft) Rev() string {
	if len(d.Body.Nodes) == 0 && d.At.IsZero() {
		return ""
	}
	return FlowRev(d.Body)
}

// FlowRev names the text of a flow, 16 hexadecimal digits. The flow's version is no part of it.
func FlowRev(f ivr.Flow) string { return revOf(Unnumbered(f)) }

// Unnumbered returns a flow without its version, which publishing gives it.
func Unnumbered(f ivr.Flow) ivr.Flow {
	f.Version = ""
	return f
}

// numbered returns a flow with the version's name, "3-9f86d081": calls in progress find their
// flow by its id and this name, so two texts must never share it, also not after a database
// was put back to an earlier day and gives the number 3 again.
func numbered(f ivr.Flow, n int) ivr.Flow {
	f.Version = strconv.Itoa(n) + "-" + FlowRev(f)[:8]
	return f
}

// revOf names a value by its JSON, 16 hexadecimal digits.
func revOf(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic("a value of ours has no JSON: " + err.Error())
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8])
}

// idForm is what ids look like, of flows, queues and the rest: they stand in addresses.
var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,31}$`)

// ValidID reports whether an id can be given to something new.
func ValidID(id string) bool { return idForm.MatchString(id) }

// sorted returns list ordered by an id.
func sorted[T any](list []T, id func(T) string) []T {
	return slices.SortedFunc(slices.Values(list), func(a, b T) int { return cmp.Compare(id(a), id(b)) })
}
