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

	"hotline12345/tickets"
	"hotline12345/tickets/papers"
)

// Papers draws documents and packs archives.
type Papers interface {
	// PDF returns papers.ErrNoFont where the machine has no font for Chinese.
	PDF(w io.Writer, p papers.Paper) error
	Archive(w io.Writer, files []papers.File) error
}

// paperRoutes registers the documents.
func (s *Server) paperRoutes() {
	add(s, http.MethodGet, "/api/tickets/{number}/papers/{seq}", "get-paper",
		"The document that an entry is: a supervision, a redo notice, a letter", s.paper, binary("application/pdf"))
	add(s, http.MethodGet, "/api/tickets/{number}/file.pdf", "get-ticket-file", "A ticket's whole file", s.ticketFile, binary("application/pdf"))
	add(s, http.MethodGet, "/api/tickets/{number}/archive.zip", "get-ticket-archive",
		"A ticket's file with documents, recordings and checksums", s.ticketArchive, binary("application/zip"))
	s.bookRoutes()
}

// binary describes a reply that is a file.
func binary(mediaType string) func(*huma.Operation) {
	return func(o *huma.Operation) {
		o.Responses = map[string]*huma.Response{"200": {Description: "A file", Content: map[string]*huma.MediaType{
			mediaType: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}}
	}
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

// office is who writes the documents.
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
	t, o, err := s.onPaper(ctx, in.Number, "paper")
	if err != nil {
		return nil, err
	}
	p, err := papers.Of(o, t, in.Seq)
	if err != nil {
		return nil, err
	}
	return s.pdf(p, t.Entries[in.Seq-1].Serial+".pdf")
}

// onPaper reads a ticket as its reader may see it. That is logged as a look at
// the ticket and, as it leaves the pages, at what.
func (s *Server) onPaper(ctx context.Context, n tickets.Number, what string) (tickets.Ticket, papers.Office, error) {
	t, err := s.cfg.Tickets.Ticket(ctx, actorOf(ctx), n)
	if err != nil {
		return t, papers.Office{}, err
	}
	o, err := s.office(ctx)
	if err != nil {
		return t, o, err
	}
	return t, o, s.cfg.Tickets.Look(ctx, actorOf(ctx), what, string(n))
}

func (s *Server) ticketFile(ctx context.Context, in *NumberPath) (*fileReply, error) {
	t, o, err := s.onPaper(ctx, in.Number, "dossier")
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
	t, o, err := s.onPaper(ctx, in.Number, "archive")
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
			_ = s.problemOf(ctx.Context(), err) // logs it
			panic(http.ErrAbortHandler)
		}
	}}, nil
}
