package ticketapi

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"go.uber.org/zap"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
)

// fileRoutes registers tickets' files.
func (h *handlers) fileRoutes() {
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodPost, Path: "/api/tickets/{number}/files", ID: "add-file",
		Summary: "Add a file to a ticket; its type is found from the content",
		Roles:   httpapi.Movers, Describe: httpapi.BinaryBody("At most 20 MB")}, h.addFile)
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodGet, Path: "/api/tickets/{number}/files/{seq}", ID: "get-file",
		Summary: "A file of a ticket",
		Roles:   httpapi.Readers, Describe: httpapi.Binary("application/octet-stream"),
		Audit: httpapi.Audits(httpapi.AccessFile)}, h.file)
}

// Files keeps the contents of tickets' files.
type Files interface {
	// Put reads a content to its end and keeps it, or nothing of it. Errors:
	// tickets.ErrFileTooLarge, ErrFileEmpty, ErrFileType, ErrDiskFull.
	Put(ctx context.Context, r io.Reader) (tickets.Content, error)
	// Content opens one by its sum; fs.ErrNotExist where it is lost.
	Content(sum string) (io.ReadSeekCloser, error)
	// Small opens a picture made small, as JPEG; tickets.ErrFileType where none can
	// be made.
	Small(sum string) (io.ReadSeekCloser, error)
}

// fileLimit is how long a file may take to arrive or to be read, from a telephone
// in a poor network.
const fileLimit = 15 * time.Minute

// ErrCutOff is returned for a file whose sender went away, or was too slow.
var ErrCutOff = errors.New("upload broke off")

type addFileRequest struct {
	httpapi.TicketPath
	Name string           `query:"name" maxLength:"1000"`
	Kind tickets.FileKind `query:"kind" required:"true" enum:"photo,letter,meeting,unit_document,other"`

	body upload
	size int64 // -1 where the sender sends no length
}

// Resolve implements huma.Resolver: the body is read as it comes, and never whole
// in memory.
func (in *addFileRequest) Resolve(ctx huma.Context) []error {
	r, w := humago.Unwrap(ctx)
	allow := http.NewResponseController(w)
	_ = allow.SetReadDeadline(time.Now().Add(fileLimit)) // a test's recorder has none
	_ = allow.SetWriteDeadline(time.Now().Add(fileLimit + httpapi.WriteLimit))
	in.body, in.size = upload{r.Body}, r.ContentLength
	return nil
}

// upload marks the sender's faults, so that they are not taken for the disk's.
type upload struct{ io.Reader }

// Read implements io.Reader.
func (u upload) Read(b []byte) (int, error) {
	n, err := u.Reader.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("%w: %w", ErrCutOff, err)
	}
	return n, err
}

// addFile keeps the content before the ticket has it: what was acknowledged is
// never lost, and a content that no ticket got is swept away later.
func (h *handlers) addFile(ctx context.Context, in *addFileRequest) (*ticketReply, error) {
	by := httpapi.ActorOf(ctx)
	if err := h.cfg.Tickets.MayAttach(ctx, by, in.Number); err != nil {
		return nil, err
	}
	if in.size > tickets.MaxFileSize {
		return nil, tickets.ErrFileTooLarge
	}
	c, err := h.cfg.Files.Put(ctx, in.body)
	if err != nil {
		return nil, err
	}
	t, err := h.cfg.Tickets.Attach(ctx, by, in.Number, tickets.File{Kind: in.Kind, Name: in.Name, Type: c.Type, Size: c.Size, Sum: c.Sum})
	return h.ticketFor(ctx, t, err)
}

type fileRequest struct {
	httpapi.TicketPath
	Seq    int    `path:"seq" minimum:"1" doc:"the entry that added it"`
	Reason string `query:"reason" maxLength:"2000" doc:"shows a withheld file to those who may unmask the ticket; logged"`
	Save   bool   `query:"save" doc:"as a file to save, also what browsers can show"`
	Small  bool   `query:"small" doc:"a picture of at most 240 pixels, as JPEG, and where none can be made a tile that says what the file is, as SVG; never the file itself"`
}

// file serves a file in such a way that it cannot act as a page of ours: it has the
// type that was found in it, and runs nothing.
func (h *handlers) file(ctx context.Context, in *fileRequest) (*huma.StreamResponse, error) {
	f, err := h.cfg.Tickets.File(ctx, httpapi.ActorOf(ctx), in.Number, in.Seq, in.Reason)
	if err != nil {
		return nil, err
	}
	content, kind, err := h.contentOf(ctx, &f, in.Small)
	if errors.Is(err, fs.ErrNotExist) {
		h.logLost(ctx, in.Number, f)
		err = httpapi.NewProblem(http.StatusGone, "file_lost", "the content of this file is missing on the server; it is in the log")
	}
	if err != nil {
		return nil, err
	}
	disposition := "attachment"
	if (f.Type.Inline() || in.Small) && !in.Save {
		disposition = "inline"
	}
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		defer content.Close()
		r, w := humago.Unwrap(ctx)
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(fileLimit)) // a test's recorder has none
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": f.Name}))
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
		w.Header().Set("Cache-Control", "private, no-store")
		http.ServeContent(w, r, "", f.At, content)
	}}, nil
}

// contentOf opens a file's content and returns its media type; or a small picture in its
// place, and where none can be made a tile that says what the file is.
func (h *handlers) contentOf(ctx context.Context, f *tickets.File, small bool) (io.ReadSeekCloser, string, error) {
	if !small {
		content, err := h.cfg.Files.Content(f.Sum)
		return content, string(f.Type), err
	}
	picture, err := h.cfg.Files.Small(f.Sum)
	switch {
	case err == nil:
		f.Name = tickets.FileName(f.Name, tickets.JPEG)
		return picture, string(tickets.JPEG), nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, "", err
	case !errors.Is(err, tickets.ErrFileType):
		h.cfg.Log.Warn("a small picture was not made", zap.String("request", httpapi.RequestInfoOf(ctx).ID), zap.Error(err))
	}
	f.Name += ".svg"
	return nopCloser{strings.NewReader(tile(*f))}, "image/svg+xml", nil
}

type nopCloser struct{ io.ReadSeeker }

// Close implements io.Closer.
func (nopCloser) Close() error { return nil }

// tile draws the ending of a file's name and its size, where there is no picture of it.
func tile(f tickets.File) string {
	size := fmt.Sprintf("%d KB", (f.Size+999)/1000)
	if f.Size >= 1e6 {
		size = fmt.Sprintf("%.1f MB", float64(f.Size)/1e6)
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="240" height="240" viewBox="0 0 240 240">`+
		`<rect width="240" height="240" fill="#eef2f4"/><g font-family="sans-serif" text-anchor="middle" fill="#465862">`+
		`<text x="120" y="118" font-size="46" font-weight="600">%s</text><text x="120" y="164" font-size="28">%s</text></g></svg>`,
		html.EscapeString(strings.ToUpper(strings.TrimPrefix(path.Ext(tickets.FileName("x", f.Type)), "."))), size)
}

// logLost logs that a content is gone, so that it is restored from a backup.
func (h *handlers) logLost(ctx context.Context, n tickets.Number, f tickets.File) {
	h.cfg.Log.Error("the content of a file is missing", zap.String("request", httpapi.RequestInfoOf(ctx).ID),
		zap.String("ticket", string(n)), zap.Int("entry", f.Seq), zap.String("sum", f.Sum))
}
