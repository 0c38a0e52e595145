package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/papers"
)

// paperRoutes registers the documents of tickets.
func (s *Server) paperRoutes() {
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/tickets/{number}/papers/{seq}", ID: "get-paper",
		Summary: "The document that an entry is: a supervision, a redo notice, a letter",
		Roles:   httpapi.Readers, Describe: httpapi.Binary("application/pdf"),
		Audit: httpapi.Audit{OneOf: []httpapi.AccessKind{httpapi.AccessDocument}, Also: []httpapi.AccessKind{httpapi.AccessTicket}}}, s.paper)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/tickets/{number}/file.pdf", ID: "get-ticket-file",
		Summary: "A ticket's whole file",
		Roles:   httpapi.Readers, Describe: httpapi.Binary("application/pdf"),
		Audit: httpapi.Audit{OneOf: []httpapi.AccessKind{httpapi.AccessDossier},
			Also: []httpapi.AccessKind{httpapi.AccessTicket, httpapi.AccessRecording}}}, s.ticketFile)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/tickets/{number}/archive.zip", ID: "get-ticket-archive",
		Summary: "A ticket's file with documents, recordings and checksums",
		Roles:   httpapi.Readers, Describe: httpapi.Binary("application/zip"),
		Audit: httpapi.Audit{OneOf: []httpapi.AccessKind{httpapi.AccessArchive},
			Also: []httpapi.AccessKind{httpapi.AccessTicket, httpapi.AccessFile, httpapi.AccessRecording}}}, s.ticketArchive)
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
func (s *Server) pdf(p papers.Paper, name string) (*fileReply, error) {
	var out bytes.Buffer
	if err := s.cfg.Papers.PDF(&out, p); err != nil {
		return nil, err
	}
	return &fileReply{Type: "application/pdf", Disposition: fmt.Sprintf("inline; filename=%q", name), Body: out.Bytes()}, nil
}

// office returns who writes the documents.
func (s *Server) office(ctx context.Context) (papers.Office, error) {
	units, err := s.cfg.Tickets.Units(ctx)
	if err != nil {
		return papers.Office{}, err
	}
	o := s.cfg.Office
	o.Units = tickets.NewTree(units)
	o.Categories, err = s.cfg.Tickets.Categories(ctx)
	return o, err
}

type paperRequest struct {
	NumberPath
	Seq int `path:"seq" minimum:"1"`
}

func (s *Server) paper(ctx context.Context, in *paperRequest) (*fileReply, error) {
	t, o, err := s.onPaper(ctx, in.Number, httpapi.AccessDocument)
	if err != nil {
		return nil, err
	}
	p, err := papers.Of(o, t, in.Seq)
	if err != nil {
		return nil, err
	}
	return s.pdf(p, t.Entries[in.Seq-1].Serial+".pdf")
}

// onPaper reads a ticket as its reader may see it. The access log has an access to
// the ticket and, as it leaves the pages, one of its own kind.
func (s *Server) onPaper(ctx context.Context, n tickets.Number, kind httpapi.AccessKind) (tickets.Ticket, papers.Office, error) {
	t, err := s.cfg.Tickets.Ticket(ctx, httpapi.ActorOf(ctx), n)
	if err != nil {
		return t, papers.Office{}, err
	}
	o, err := s.office(ctx)
	if err != nil {
		return t, o, err
	}
	return t, o, s.logAccess(ctx, kind, string(n))
}

func (s *Server) ticketFile(ctx context.Context, in *NumberPath) (*fileReply, error) {
	t, o, err := s.onPaper(ctx, in.Number, httpapi.AccessDossier)
	if err != nil {
		return nil, err
	}
	recordings, _, err := s.recordingsOf(ctx, t)
	if err != nil {
		return nil, err
	}
	return s.pdf(papers.Dossier(o, t, recordings), string(t.Number)+".pdf")
}

// ticketArchive packs all before the reply begins but the recordings, which are
// large; where one breaks off, so does the reply.
func (s *Server) ticketArchive(ctx context.Context, in *NumberPath) (*huma.StreamResponse, error) {
	t, o, err := s.onPaper(ctx, in.Number, httpapi.AccessArchive)
	if err != nil {
		return nil, err
	}
	files, err := s.archiveFiles(ctx, o, t)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		_, w := humago.Unwrap(ctx)
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(listenLimit)) // a test's recorder has none
		w.Header().Set("Content-Type", "application/zip")
		w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", string(t.Number)+".zip"))
		if err := s.cfg.Papers.Archive(w, files); err != nil {
			_ = s.api.ProblemOf(ctx.Context(), err) // logs it
			panic(http.ErrAbortHandler)
		}
	}}, nil
}
