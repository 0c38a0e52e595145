package web

import (
	"context"
	"sync"
	"testing"
	"time"

	"hotline12345/internal/web/documentapi"
	"hotline12345/tickets/papers"
)

func TestRegisterBookOfADay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	filed(t, o, false)
	agent := o.as(t, "agent")
	book := read[papers.Book](agent.do("GET", "/api/register-book?day=2026-11-23", "").want(200, ""))
	if len(book.Lines) != 1 || book.Lines[0].Name != "王建军" || book.Lines[0].Line != 1 {
		t.Errorf("the book has %+v", book.Lines)
	}
	if book := read[papers.Book](agent.do("GET", "/api/register-book?day=2026-11-22", "").want(200, "")); len(book.Lines) != 0 {
		t.Errorf("the day before has %+v", book.Lines)
	}
	today := read[papers.Book](agent.do("GET", "/api/register-book", "").want(200, "")).Day
	if _, err := time.Parse(time.DateOnly, today); err != nil {
		t.Error(err)
	}
	agent.do("GET", "/api/register-book?day=2026-02-30", "").want(422, "invalid_fields")
	agent.do("GET", "/api/register-book?day=x", "").want(422, "invalid_request")
	if got := agent.do("GET", "/api/register-book.pdf?day=2026-11-23", "").want(200, ""); !has(got.body, "值班登记簿") {
		t.Errorf("the printed book is %s", got.body)
	}
}

func TestRegisterBookOfAPeriodOnPaper(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	filed(t, o, false)
	agent := o.as(t, "agent")
	at := "/api/register-book.pdf?day=2026-11-01&to="
	p := read[papers.Paper](agent.do("GET", at+"2026-11-30", "").want(200, ""))
	if p.Date != "2026年11月1日至2026年11月30日" {
		t.Errorf("the book is of %s", p.Date)
	}
	var days, rows int
	for _, b := range p.Blocks {
		if b.Heading != "" {
			days++
		}
		if b.Table != nil {
			rows += len(b.Table.Rows)
		}
	}
	if days != 30 || rows != 1 {
		t.Errorf("%d days with %d lines", days, rows)
	}
	agent.do("GET", at+"2026-12-02", "").want(422, "invalid_fields")
	agent.do("GET", at+"2026-10-31", "").want(422, "invalid_fields")
}

// TestOneBookIsDrawnAtATime: while one is drawn, few wait, and the rest are refused.
func TestOneBookIsDrawnAtATime(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	agent := o.as(t, "agent")
	draw, cancel := context.WithCancel(t.Context())
	var others sync.WaitGroup
	for range documentapi.BooksWaiting + 1 {
		others.Go(func() {
			if leave, ok := o.web.books.Take(draw); ok {
				<-draw.Done()
				leave()
			}
		})
	}
	eventually(t, "the others take their turns", func() bool { return o.web.books.Taken() == documentapi.BooksWaiting+1 })
	agent.do("GET", "/api/register-book.pdf", "").want(503, "books_busy")
	cancel()
	others.Wait()
	agent.do("GET", "/api/register-book.pdf", "").want(200, "")
}
