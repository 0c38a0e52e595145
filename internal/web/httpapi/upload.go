package httpapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"hotline12345/tickets"
)

// Files keeps the contents of files.
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

// Upload is a file as the body of a request, which is read as it comes, and never whole in
// memory.
type Upload struct {
	content sent
	size    int64 // -1 where the sender sends no length
}

// Resolve implements huma.Resolver.
func (u *Upload) Resolve(ctx huma.Context) []error {
	r, w := humago.Unwrap(ctx)
	allow := http.NewResponseController(w)
	_ = allow.SetReadDeadline(time.Now().Add(fileLimit)) // a test's recorder has none
	_ = allow.SetWriteDeadline(time.Now().Add(fileLimit + WriteLimit))
	u.content, u.size = sent{r.Body}, r.ContentLength
	return nil
}

// Keep reads the file to its end and keeps it. Errors: those of Files.Put, ErrCutOff.
func (u *Upload) Keep(ctx context.Context, files Files) (tickets.Content, error) {
	if u.size > tickets.MaxFileSize {
		return tickets.Content{}, tickets.ErrFileTooLarge
	}
	return files.Put(ctx, u.content)
}

// sent marks the sender's faults, so that they are not taken for the disk's.
type sent struct{ io.Reader }

// Read implements io.Reader.
func (u sent) Read(b []byte) (int, error) {
	n, err := u.Reader.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("%w: %w", ErrCutOff, err)
	}
	return n, err
}
