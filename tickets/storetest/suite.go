// Package storetest holds the tests that every store of tickets and of accounts must
// pass, stores in memory, and fixtures for the tests of other packages.
package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
	"hotline12345/tickets/statistics"
)

// Store is all that a store of tickets does.
type Store interface {
	service.Store
	statistics.Store
}

// Run runs what every store must do. open returns a store that has the units and
// categories and no tickets.
func Run(t *testing.T, open func(t *testing.T) Store) {
	for name, test := range map[string]func(*testing.T, Store){
		"a draft is compared and set":                           draftIsComparedAndSet,
		"a commit is read back whole":                           commitIsReadBackWhole,
		"a draft is committed once":                             draftIsCommittedOnce,
		"a number belongs to one ticket":                        numberBelongsToOneTicket,
		"files of tickets are known by their sums":              filesAreKnown,
		"an entry is appended once":                             entryIsAppendedOnce,
		"a parcel delivered twice is one ticket":                parcelTwiceIsOneTicket,
		"a parcel brings later entries":                         parcelBringsLaterEntries,
		"a parcel never takes a newer draft back":               parcelNeverTakesBack,
		"a parcel of another history is a conflict":             parcelOfAnotherHistory,
		"a call has one ticket":                                 callHasOneTicket,
		"a list is filtered, newest first":                      listIsFiltered,
		"a page goes on where the last one ended":               pageGoesOn,
		"citizens to call again are found":                      citizensToCallAreFound,
		"of several numbers each finds the citizen":             contactsOfSeveralNumbers,
		"a screen pop has open tickets first":                   screenPopHasOpenTicketsFirst,
		"the last number leaves the reserve out":                lastNumberLeavesReserveOut,
		"any writing is kept":                                   anyWritingIsKept,
		"the directory is there, an access record is kept once": directoryIsThere,
		"several tickets grow together or not at all":           growTogether,
		"an origin has one ticket":                              originHasOneTicket,
		"running tickets are walked by number":                  runningAreWalked,
		"repeats are found":                                     repeatsAreFound,
		"a text is found, but not who is masked":                textIsFound,
		"what is typed in another form is found":                foldedIsFound,
		"long texts are kept":                                   longTextsAreKept,
		"the rules are changed and kept":                        rulesAreKept,
		"a change of the rules is made as it says":              changesAreMadeAsTheySay,
		"a change of the rules overwrites nothing unseen":       changesOverwriteNothingUnseen,
		"ratings are counted by unit and kind":                  ratingsAreCounted,
		"units' performance is counted":                         performanceIsCounted,
		"a month is counted":                                    monthIsCounted,
		"what is easily counted wrong":                          hardCasesAreCounted,
		"published months are kept":                             monthsAreKept,
		"a day is read as a book":                               dayIsReadAsABook,
		"open matters and loads are counted":                    loadsAreCounted,
		"the latest emergency is told":                          latestEmergencyIsTold,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

// Start is when the tests' first call arrives.
var Start = time.Date(2026, 11, 23, 1, 2, 3, 456000, time.UTC)

// Agent writes the tests' tickets.
var Agent = org.Actor{Person: org.Person{ID: "1", Number: "1001", Name: "林海", Unit: "Y00"},
	Roles: []org.Role{org.RoleAgent}, From: "127.0.0.1"}

// Written returns a committed draft and its ticket: the nth of the day, from a caller,
// after some moves.
func Written(n int, caller string, moves ...tickets.Request) (tickets.Draft, tickets.Ticket) {
	at := Start.Add(time.Duration(n) * time.Minute)
	number, err := tickets.MakeNumber(tickets.Day(at), n)
	if err != nil {
		panic(err)
	}
	reg := tickets.Register{Name: "王建军", UnitDeclined: true, Contact: caller, CalledAt: at, Content: "工地噪声",
		Type: tickets.Complaint, Category: "0601", Place: "临港路18号"}
	t := tickets.Ticket{Number: number, Channel: tickets.ByCall, Call: fmt.Sprintf("call.%d", n), Caller: caller, Register: reg,
		CreatedAt: at.Add(time.Minute), CreatedBy: Agent.Person}
	for _, r := range append([]tickets.Request{{Move: tickets.MoveRegister}}, moves...) {
		t = Moved(t, r)
	}
	t.Stored = true
	return tickets.Draft{Call: t.Call, Rev: 1, Register: reg, SavedAt: t.CreatedAt, Ticket: number}, t
}

// Moved returns the ticket after a move by a user who has every role.
func Moved(t tickets.Ticket, r tickets.Request) tickets.Ticket {
	by := Agent
	by.Roles, by.Unit = org.Roles(), "Y"
	now := t.CreatedAt.Add(time.Duration(len(t.Entries)) * time.Hour)
	t, err := tickets.Apply(tickets.Case{Ticket: t, Request: r, By: by, Now: now, Rules: Rulebook()})
	if err != nil {
		panic(err)
	}
	return t
}

// defaultRulebook is read once: its calendar is a file, and tests ask for it for every
// move of every ticket.
var defaultRulebook = sync.OnceValue(tickets.DefaultRulebook)

// Rulebook is the rulebook of the tests.
func Rulebook() tickets.Rulebook {
	b := defaultRulebook()
	b.Tree, b.Categories = org.NewTree(Units()), Categories()
	return b
}

// Moves for Written.
var (
	Dispatch = tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04"}
	Sign     = tickets.Request{Move: tickets.MoveSign, Assignee: "Y04"}
	Report   = tickets.Request{Move: tickets.MoveReport, Assignee: "Y04", Result: tickets.Solved, Note: "已到现场制止"}
	Pass     = tickets.Request{Move: tickets.MovePass}
	Answer   = tickets.Request{Move: tickets.MoveAnswer, Way: tickets.Telephone, Note: "已处理"}
	Revisit  = tickets.Request{Move: tickets.MoveRevisit, Revisit: &tickets.Rating{Reached: true, Contacted: true,
		Solved: tickets.SolvedYes, Satisfied: 5}}
	Archive = tickets.Request{Move: tickets.MoveArchive}
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantErr(t *testing.T, doing string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("%s: error %v, want %v", doing, err, want)
	}
}

func wantSame(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}
