package documentapi

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/papers"
)

const (
	// BooksWaiting bounds who waits for a printed book; one is drawn at a time, as a
	// month of a large city takes a core for seconds and some hundred MB.
	BooksWaiting = 4
	// bookTakes is how long a reader may take for a book's bytes.
	bookTakes = 5 * time.Minute
)

type bookRequest struct {
	Day string `query:"day" pattern:"^[0-9]{4}-[0-9]{2}-[0-9]{2}$" doc:"in China's time; today if none"`
}

type bookReply struct{ Body papers.Book }

func (h *handlers) registerBook(ctx context.Context, in *bookRequest) (*bookReply, error) {
	b, err := h.bookOf(ctx, h.orToday(in.Day))
	return &bookReply{Body: b}, err
}

func (h *handlers) bookOf(ctx context.Context, day string) (papers.Book, error) {
	list, err := h.cfg.Tickets.RegisterBook(ctx, httpapi.ActorOf(ctx), day)
	return papers.BookOf(day, list), err
}

func (h *handlers) orToday(day string) string {
	return cmp.Or(day, h.cfg.Now().In(tickets.Zone).Format(time.DateOnly))
}

type printBookRequest struct {
	Day string `query:"day" pattern:"^[0-9]{4}-[0-9]{2}-[0-9]{2}$" doc:"in China's time; today if none"`
	To  string `query:"to" pattern:"^[0-9]{4}-[0-9]{2}-[0-9]{2}$" doc:"the last day, at most 31 days in all; day alone if none"`
}

// printRegisterBook draws the book whole before the reply begins, so that a fault is
// still a Problem; then a slow line has its time.
func (h *handlers) printRegisterBook(ctx context.Context, in *printBookRequest) (*huma.StreamResponse, error) {
	first := h.orToday(in.Day)
	days, err := tickets.BookDays(first, cmp.Or(in.To, first))
	if err != nil {
		return nil, err
	}
	leave, ok := h.cfg.Books.Take(ctx)
	if !ok {
		return nil, httpapi.NewProblem(http.StatusServiceUnavailable, "books_busy", "others print long books at this moment; try again")
	}
	defer leave()
	v, err := h.volume(ctx, days)
	if err != nil {
		return nil, err
	}
	o, err := h.office(ctx)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := h.cfg.Papers.PDF(&out, v.Paper(o, o.Units.CentreFor(httpapi.UserOf(ctx).Unit))); err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		_, w := humago.Unwrap(ctx)
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(bookTakes)) // a test's recorder has none
		w.Header().Set("Content-Type", "application/pdf")
		w.Header().Set("Content-Disposition", fmt.Sprintf("inline; filename=%q", v.Name()+".pdf"))
		_, _ = w.Write(out.Bytes()) // the caller may be gone
	}}, nil
}

// volume reads the books of some days.
func (h *handlers) volume(ctx context.Context, days []string) (papers.Volume, error) {
	var v papers.Volume
	for _, day := range days {
		b, err := h.bookOf(ctx, day)
		if err != nil {
			return nil, err
		}
		if v = append(v, b); v.TooLong() {
			return nil, httpapi.NewProblem(http.StatusUnprocessableEntity, "book_too_long",
				fmt.Sprintf("more than %d entries, or too much text, for one document: print fewer days", papers.LongestVolume))
		}
	}
	return v, nil
}
