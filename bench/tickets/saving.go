package main

import (
	"fmt"
	"os"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
	"hotline12345/tickets/spool"
)

// saving measures what people wait for when they save: a new ticket, a move.
func (m *measuring) saving() error {
	dir, err := os.MkdirTemp("", "tickets-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	folder, err := spool.Open(dir)
	if err != nil {
		return err
	}
	counter, err := spool.OpenCounter(dir)
	if err != nil {
		return err
	}
	svc := service.New(service.Config{Store: m.store, Spool: folder, Counter: counter})
	agent := org.Actor{Person: org.Person{ID: "1", Number: "1001", Name: "林海", Unit: "Y00"},
		Roles: []org.Role{org.RoleAgent, org.RoleDispatcher}}
	written := make([]tickets.Number, m.rounds)
	run := time.Now().UnixNano()
	err = m.measure("save: a new ticket", func(n int) error {
		r := m.history.Register(n)
		r.CalledAt = time.Time{}
		t, err := svc.Create(m.ctx, agent, service.Arrival{Origin: fmt.Sprintf("bench %d %d", run, n), Channel: tickets.ByLetter, Register: r},
			tickets.Request{Move: tickets.MoveRegister})
		written[n] = t.Number
		return err
	})
	if err != nil {
		return err
	}
	return m.measure("save: a dispatch", func(n int) error {
		_, err := svc.Move(m.ctx, agent, written[n], tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04"})
		return err
	})
}
