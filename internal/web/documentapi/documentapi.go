// Package documentapi serves what is printed or kept of tickets: letters, the whole file,
// the archive, the duty register book.
package documentapi

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/papers"
	"hotline12345/tickets/service"
)

// Config joins the documents to what they are made of.
type Config struct {
	Tickets *service.Service
	Calls   Calls
	Files   Files
	Papers  Papers
	// Office is the office that issues the documents; its units and categories are filled in
	// for each.
	Office papers.Office
	// Letterheads returns what stands over the papers of a centre, by its code, where it is another name
	// than the centre's own; nil: nowhere.
	Letterheads func(context.Context) map[string]string
	// Books limits how many register books are drawn at once.
	Books httpapi.Turns
	Now   func() time.Time
	Log   *zap.Logger
}

// Calls reads the calls of a ticket.
type Calls interface {
	Call(ctx context.Context, call string) (cti.CallRecord, error)
	// Hear returns how to open a conversation, with its access record; nil if the
	// user may not hear it, or if it is gone.
	Hear(ctx context.Context, r cti.CallRecord) (open func() (io.ReadCloser, error), err error)
}

// Files has the contents of tickets' files.
type Files interface {
	// Content opens one by its sum; fs.ErrNotExist where it is lost.
	Content(sum string) (io.ReadSeekCloser, error)
}

type handlers struct {
	cfg Config
	api *httpapi.API
}

// Register adds the routes of the documents to the interface.
func Register(api *httpapi.API, cfg Config) {
	h := &handlers{cfg, api}
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/tickets/{number}/papers/{seq}", ID: "get-paper",
		Summary: "The document that an entry is: a supervision, a redo notice, a letter",
		Roles:   httpapi.Readers, Describe: httpapi.Binary("application/pdf"),
		Audit: httpapi.Audit{OneOf: []httpapi.AccessKind{httpapi.AccessDocument}, Also: []httpapi.AccessKind{httpapi.AccessTicket}}}, h.paper)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/tickets/{number}/file.pdf", ID: "get-ticket-file",
		Summary: "A ticket's whole file",
		Roles:   httpapi.Readers, Describe: httpapi.Binary("application/pdf"),
		Audit: httpapi.Audit{OneOf: []httpapi.AccessKind{httpapi.AccessDossier},
			Also: []httpapi.AccessKind{httpapi.AccessTicket, httpapi.AccessRecording}}}, h.ticketFile)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/tickets/{number}/archive.zip", ID: "get-ticket-archive",
		Summary: "A ticket's file with documents, recordings and checksums",
		Roles:   httpapi.Readers, Describe: httpapi.Binary("application/zip"),
		Audit: httpapi.Audit{OneOf: []httpapi.AccessKind{httpapi.AccessArchive},
			Also: []httpapi.AccessKind{httpapi.AccessTicket, httpapi.AccessFile, httpapi.AccessRecording}}}, h.ticketArchive)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/register-book", ID: "get-register-book",
		Summary: "The duty register book of a day",
		Roles:   httpapi.BookReaders,
		Audit:   httpapi.Audits(httpapi.AccessRegisterBook)}, h.registerBook)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/register-book.pdf", ID: "print-register-book",
		Summary: "The duty register book of some days on paper",
		Roles:   httpapi.BookReaders, Describe: httpapi.Binary("application/pdf"),
		Audit: httpapi.Audits(httpapi.AccessRegisterBook)}, h.printRegisterBook)
}

// Papers draws documents and packs archives.
type Papers interface {
	// PDF returns papers.ErrNoFont where the machine has no font for Chinese.
	PDF(w io.Writer, p papers.Paper) error
	Archive(w io.Writer, files []papers.File) error
}

type fileReply struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

// pdf draws a paper whole before the reply begins, so that a fault is still a
// Problem.
func (h *handlers) pdf(p papers.Paper, name string) (*fileReply, error) {
	var out bytes.Buffer
	if err := h.cfg.Papers.PDF(&out, p); err != nil {
		return nil, err
	}
	return &fileReply{Type: "application/pdf", Disposition: fmt.Sprintf("inline; filename=%q", name), Body: out.Bytes()}, nil
}

// office returns who writes the documents.
func (h *handlers) office(ctx context.Context) (papers.Office, error) {
	units, err := h.cfg.Tickets.Units(ctx)
	if err != nil {
		return papers.Office{}, err
	}
	o := h.cfg.Office
	o.Units = org.NewTree(units)
	if h.cfg.Letterheads != nil {
		o.Letterheads = h.cfg.Letterheads(ctx)
	}
	o.Types = h.cfg.Tickets.Rulebook(ctx).TypeNames
	o.Categories, err = h.cfg.Tickets.Categories(ctx)
	return o, err
}

type paperRequest struct {
	httpapi.TicketPath
	Seq int `path:"seq" minimum:"1"`
}

func (h *handlers) paper(ctx context.Context, in *paperRequest) (*fileReply, error) {
	t, o, err := h.onPaper(ctx, in.Number, httpapi.AccessDocument)
	if err != nil {
		return nil, err
	}
	p, err := papers.Of(o, t, in.Seq)
	if err != nil {
		return nil, err
	}
	return h.pdf(p, t.Entries[in.Seq-1].Serial+".pdf")
}

// onPaper reads a ticket as its reader may see it. The access log has an access to
// the ticket and, as it leaves the pages, one of its own kind.
func (h *handlers) onPaper(ctx context.Context, n tickets.Number, kind httpapi.AccessKind) (tickets.Ticket, papers.Office, error) {
	t, err := h.cfg.Tickets.Ticket(ctx, httpapi.ActorOf(ctx), n)
	if err != nil {
		return t, papers.Office{}, err
	}
	o, err := h.office(ctx)
	if err != nil {
		return t, o, err
	}
	return t, o, h.logAccess(ctx, kind, string(n))
}

func (h *handlers) ticketFile(ctx context.Context, in *httpapi.TicketPath) (*fileReply, error) {
	t, o, err := h.onPaper(ctx, in.Number, httpapi.AccessDossier)
	if err != nil {
		return nil, err
	}
	recordings, _, err := h.recordingsOf(ctx, t)
	if err != nil {
		return nil, err
	}
	return h.pdf(papers.Dossier(o, t, recordings), string(t.Number)+".pdf")
}

// ticketArchive packs all before the reply begins but the recordings, which are
// large; where one breaks off, so does the reply.
func (h *handlers) ticketArchive(ctx context.Context, in *httpapi.TicketPath) (*huma.StreamResponse, error) {
	t, o, err := h.onPaper(ctx, in.Number, httpapi.AccessArchive)
	if err != nil {
		return nil, err
	}
	files, err := h.archiveFiles(ctx, o, t)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		_, w := humago.Unwrap(ctx)
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(httpapi.LongReplyLimit)) // a test's recorder has none
		w.Header().Set("Content-Type", "application/zip")
		w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", string(t.Number)+".zip"))
		if err := h.cfg.Papers.Archive(w, files); err != nil {
			_ = h.api.ProblemOf(ctx.Context(), err) // logs it
			panic(http.ErrAbortHandler)
		}
	}}, nil
}

// logAccess writes an access of the request's user into the access log.
func (h *handlers) logAccess(ctx context.Context, kind httpapi.AccessKind, key string) error {
	return h.cfg.Tickets.RecordAccess(ctx, httpapi.ActorOf(ctx), string(kind), key)
}
