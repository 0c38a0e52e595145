package httpapi

import (
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

	"hotline12345/tickets"
)

// FileQuery says how a file is wanted.
type FileQuery struct {
	Save  bool `query:"save" doc:"as a file to save, also what browsers can show"`
	Small bool `query:"small" doc:"a picture of at most 240 pixels, as JPEG, and where none can be made a tile that says what the file is, as SVG; never the file itself"`
}

// ServedFile is a file that is served.
type ServedFile struct {
	Name string
	Type tickets.FileType
	Size int64
	Sum  string
	At   time.Time
}

// Serve answers with a file in such a way that it cannot act as a page of ours: it has the
// type that was found in it, and runs nothing. lost is called where its content is gone, odd for
// a small picture that could not be made.
func Serve(files Files, f ServedFile, how FileQuery, lost func(), odd func(error)) (*huma.StreamResponse, error) {
	content, kind, err := contentOf(files, &f, how.Small, odd)
	if errors.Is(err, fs.ErrNotExist) {
		lost()
		err = NewProblem(http.StatusGone, "file_lost", "the content of this file is missing on the server; it is in the log")
	}
	if err != nil {
		return nil, err
	}
	disposition := "attachment"
	if (f.Type.Inline() || how.Small) && !how.Save {
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
func contentOf(files Files, f *ServedFile, small bool, odd func(error)) (io.ReadSeekCloser, string, error) {
	if !small {
		content, err := files.Content(f.Sum)
		return content, string(f.Type), err
	}
	picture, err := files.Small(f.Sum)
	switch {
	case err == nil:
		f.Name = tickets.FileName(f.Name, tickets.JPEG)
		return picture, string(tickets.JPEG), nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, "", err
	case !errors.Is(err, tickets.ErrFileType):
		odd(err)
	}
	drawn := tile(*f)
	f.Name += ".svg"
	return nopCloser{strings.NewReader(drawn)}, "image/svg+xml", nil
}

type nopCloser struct{ io.ReadSeeker }

// Close implements io.Closer.
func (nopCloser) Close() error { return nil }

// tile draws the ending of a file's name and its size, where there is no picture of it.
func tile(f ServedFile) string {
	size := fmt.Sprintf("%d KB", (f.Size+999)/1000)
	if f.Size >= 1e6 {
		size = fmt.Sprintf("%.1f MB", float64(f.Size)/1e6)
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="240" height="240" viewBox="0 0 240 240">`+
		`<rect width="240" height="240" fill="#eef2f4"/><g font-family="sans-serif" text-anchor="middle" fill="#465862">`+
		`<text x="120" y="118" font-size="46" font-weight="600">%s</text><text x="120" y="164" font-size="28">%s</text></g></svg>`,
		html.EscapeString(strings.ToUpper(strings.TrimPrefix(path.Ext(tickets.FileName("x", f.Type)), "."))), size)
}
