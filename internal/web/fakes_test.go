package web

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"hotline12345/cti"
	"hotline12345/internal/errs"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
	"hotline12345/tickets/storetest"
)

const password = "demo-12345"

// cheap makes a password's hash in no time; its costs stand in the hash.
func cheap(t testing.TB, password string) string {
	t.Helper()
	h, err := argon2id.CreateHash(password, &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	must(t, err)
	return h
}

// people are the accounts of a test, and the tries to sign in.
type people struct {
	*storetest.Accounts
	now  func() time.Time
	away atomic.Bool

	mu    sync.Mutex
	tries []try
	asked int
}

type try struct {
	login, place string
	ok           bool
	at           time.Time
}

// newPeople has one account of each role, named for it, and some more.
func newPeople(t testing.TB) *people {
	p := &people{Accounts: storetest.NewAccounts()}
	hash := cheap(t, password)
	for i, u := range []org.User{
		{Login: "agent", Number: "1001", Roles: []org.Role{org.RoleAgent}, Unit: "Y00"},
		{Login: "agent2", Number: "1002", Roles: []org.Role{org.RoleAgent}, Unit: "Y00"},
		{Login: "numberless", Roles: []org.Role{org.RoleAgent}, Unit: "Y00"},
		{Login: "supervisor", Number: "2001", Roles: []org.Role{org.RoleSupervisor}, Unit: "Y00"},
		{Login: "dispatcher", Roles: []org.Role{org.RoleDispatcher}, Unit: "Y00"},
		{Login: "unit_clerk", Roles: []org.Role{org.RoleUnitClerk}, Unit: "Y04"},
		{Login: "a-clerk", Roles: []org.Role{org.RoleUnitClerk}, Unit: "A"},
		{Login: "telecom_admin", Roles: []org.Role{org.RoleTelecomAdmin}, Unit: "Y00"},
		{Login: "leader", Roles: []org.Role{org.RoleLeader}, Unit: "Y"},
		{Login: "duty_officer", Roles: []org.Role{org.RoleDutyOfficer}, Unit: "Y"},
		{Login: "administrator", Roles: []org.Role{org.RoleAdministrator}, Unit: "Y00"},
		{Login: "auditor", Roles: []org.Role{org.RoleAuditor}, Unit: "Y00"},
		{Login: "disabled", Roles: []org.Role{org.RoleAgent}, Unit: "Y00", Disabled: true},
		{Login: "unset", Roles: []org.Role{org.RoleAgent}, Unit: "Y00"},
	} {
		u.ID, u.Name, u.Languages, u.Queues, u.PasswordHash = string(rune('a'+i)), u.Login, []string{"zh"}, []string{"general"}, hash
		u.Rev = 1
		p.Put(u)
	}
	p.change("unset", func(u *org.User) { u.PasswordHash = "" })
	return p
}

// change changes an account.
func (p *people) change(login string, f func(*org.User)) {
	u, err := p.Accounts.UserByLogin(context.Background(), login)
	if err != nil {
		panic(err) // a test's own mistake
	}
	f(&u)
	p.Put(u)
}

func (p *people) AgentNumbers(_ context.Context, units []string) (numbers []string, err error) {
	for _, u := range p.Every() {
		if slices.Contains(units, u.Unit) && u.Number != "" {
			numbers = append(numbers, u.Number)
		}
	}
	return numbers, nil
}

func (p *people) EveryUser(context.Context) ([]org.User, error) { return p.Every(), nil }

func (p *people) People(_ context.Context, units []string, roles []org.Role) (list []org.Person, err error) {
	for _, u := range p.Every() {
		if slices.Contains(units, u.Unit) && !u.Disabled && u.Actor("").Has(roles...) {
			list = append(list, u.Actor("").Person)
		}
	}
	return list, nil
}

func (p *people) UserByLogin(ctx context.Context, login string) (org.User, error) {
	if p.away.Load() {
		return org.User{}, errs.ErrUnavailable
	}
	p.mu.Lock()
	p.asked++
	p.mu.Unlock()
	return p.Accounts.UserByLogin(ctx, login)
}

func (p *people) RecordLogin(_ context.Context, login, _, place string, ok bool) error {
	if p.away.Load() {
		return errs.ErrUnavailable
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tries = append(p.tries, try{login, place, ok, p.now()})
	return nil
}

func (p *people) FailedLogins(_ context.Context, login, place string, now time.Time) (f org.Failures, err error) {
	if p.away.Load() {
		return f, errs.ErrUnavailable
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	own := map[string]time.Time{}
	for _, t := range p.tries {
		if t.ok && t.login == login && now.Sub(t.at) <= org.PlaceKnown {
			own[t.place] = t.at
		}
	}
	_, f.Known = own[place]
	for _, t := range p.tries {
		_, known := own[t.place]
		mine, here, lately, today := t.login == login, t.place == place, now.Sub(t.at) <= org.FailureWindow, now.Sub(t.at) <= org.FailureDay
		for n, counts := range map[*int]bool{
			&f.Here:      mine && here && lately && t.at.After(own[place]),
			&f.HereToday: mine && here && today,
			&f.OfPlace:   here && lately,
			&f.Strange:   mine && !known && today,
		} {
			if counts && !t.ok {
				*n++
			}
		}
	}
	return f, nil
}

// sessionStore is a table of sessions that can be taken away or made to hang.
type sessionStore struct {
	away  atomic.Bool
	finds atomic.Int64
	block chan struct{} // a query waits until it is closed; nil: it does not

	mu   sync.Mutex
	rows map[string][]byte
}

func newSessionStore() *sessionStore { return &sessionStore{rows: map[string][]byte{}} }

func (s *sessionStore) FindCtx(_ context.Context, token string) ([]byte, bool, error) {
	s.finds.Add(1)
	if s.away.Load() {
		return nil, false, errs.ErrUnavailable
	}
	s.mu.Lock()
	data, ok := s.rows[token]
	s.mu.Unlock()
	if s.block != nil {
		<-s.block
	}
	return data, ok, nil
}

func (s *sessionStore) CommitCtx(_ context.Context, token string, data []byte, _ time.Time) error {
	if s.away.Load() {
		return errs.ErrUnavailable
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rows[token] = bytes.Clone(data)
	return nil
}

func (s *sessionStore) DeleteCtx(_ context.Context, token string) error {
	if s.away.Load() {
		return errs.ErrUnavailable
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.rows, token)
	return nil
}

// callRows are calls of 13800138000: "1.1" to "1.4" taken by 1001, "1.5" by 1002
// and without a recording, "1.6" with a recording that was deleted.
type callRows struct {
	rows   map[string]cti.CallRecord
	people *people
}

func newCallRows() *callRows {
	c := &callRows{rows: map[string]cti.CallRecord{}}
	for _, id := range []string{"1.1", "1.2", "1.3", "1.4", "1.5", "1.6"} {
		r := cti.CallRecord{Call: cti.CallID(id), Agent: "1001", Caller: cti.Caller{Number: "13800138000"},
			ArrivedAt: time.Now(), EndedAt: time.Now(),
			Recordings: []cti.RecordingPiece{{Leg: 1, File: "a.wav"}}}
		switch id {
		case "1.5":
			r.Agent, r.Recordings = "1002", nil
		case "1.6":
			r.Recordings[0].File = "gone.wav"
		}
		c.rows[id] = r
	}
	return c
}

func (c *callRows) Call(_ context.Context, call string) (cti.CallRecord, error) {
	r, ok := c.rows[call]
	if !ok {
		return r, errs.ErrNotFound
	}
	return r, nil
}

func (c *callRows) RecentCalls(_ context.Context, agents []string, limit int) ([]cti.CallRecord, error) {
	var found []cti.CallRecord
	for _, r := range c.rows {
		if (agents == nil || slices.Contains(agents, string(r.Agent))) && len(found) < limit {
			found = append(found, r)
		}
	}
	return found, nil
}

func (c *callRows) CallRatings(_ context.Context, by cti.RatingsBy, agents []string, _, _ time.Time) ([]cti.RatingCount, error) {
	return []cti.RatingCount{{Of: string(by), Talks: len(agents), Scores: []int{0, 0, 0, 0, 0}}}, nil
}

func (c *callRows) CallsByNumber(_ context.Context, agents []string, from, to time.Time) ([]cti.NumberCount, error) {
	n := map[string]int{}
	for _, r := range c.rows {
		if (agents == nil || slices.Contains(agents, string(r.Agent))) && !r.ArrivedAt.Before(from) && r.ArrivedAt.Before(to) {
			n[r.Called]++
		}
	}
	var list []cti.NumberCount
	for called, calls := range n {
		list = append(list, cti.NumberCount{Called: called, Calls: calls})
	}
	return list, nil
}

func (c *callRows) CallsOfNumber(_ context.Context, number string, limit int) ([]cti.CallRecord, error) {
	var found []cti.CallRecord
	for _, r := range c.rows {
		if r.Caller.Shown().Number == number && len(found) < limit {
			found = append(found, r)
		}
	}
	return found, nil
}

// AgentNumbers implements tickets.Calls.
func (c *callRows) AgentNumbers(ctx context.Context, units []string) ([]string, error) {
	return c.people.AgentNumbers(ctx, units)
}

// CallFacts implements tickets.Calls.
func (c *callRows) CallFacts(ctx context.Context, call string) (service.CallFacts, error) {
	r, err := c.Call(ctx, call)
	return service.CallFacts{Call: call, Number: r.Caller.Number, ArrivedAt: r.ArrivedAt, Agents: []string{string(r.Agent)}}, err
}

// tape is the sound of every recording.
type tape struct{}

const sound = "RIFF and a whole conversation"

func (tape) Conversation(r cti.CallRecord) (io.ReadSeekCloser, error) {
	if r.Recordings[0].File == "gone.wav" {
		return nil, fs.ErrNotExist
	}
	return nopCloser{strings.NewReader(sound)}, nil
}

type nopCloser struct{ io.ReadSeeker }

func (nopCloser) Close() error { return nil }
