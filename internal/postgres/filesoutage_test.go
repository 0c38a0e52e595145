package postgres

//hotline:faults

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/files"
)

// TestFilesWhileTheDatabaseCrashes: uploads go on while the server is killed and
// started again. Each file is in its ticket exactly once, also when it was sent again after
// a lost reply, and no content of theirs is swept.
func TestFilesWhileTheDatabaseCrashes(t *testing.T) {
	s, crash := lasting(t)
	ctx := t.Context()
	folder, err := files.Open(t.TempDir())
	must(t, err)
	c := &crowd{desk: register(t, s, t.TempDir()), letters: map[string]tickets.Number{}}
	c.letter(ctx, t, "with files")
	n := c.letters["with files"]

	const all = 40
	crashed := make(chan struct{})
	var sums []string
	for i := range all {
		if i == all/4 {
			go func() { defer close(crashed); crash(syscall.SIGKILL) }()
		}
		content, err := folder.Put(ctx, strings.NewReader(fmt.Sprintf("第%d页", i)))
		must(t, err)
		sums = append(sums, content.Sum)
		f := tickets.File{Kind: tickets.Meeting, Name: fmt.Sprint(i), Type: content.Type, Size: content.Size, Sum: content.Sum}
		eventually(t, "the file is added", func() bool {
			_, err := c.desk.Attach(ctx, boss, n, f)
			if err != nil && !errors.Is(err, errs.ErrUnavailable) {
				t.Fatalf("file %d: %v", i, err)
			}
			return err == nil
		})
	}
	<-crashed
	var ticket tickets.Ticket
	eventually(t, "the ticket is read", func() bool {
		ticket, err = c.desk.Ticket(ctx, boss, n)
		return err == nil
	})
	for i, f := range ticket.Files {
		if len(ticket.Files) != all || f.Sum != sums[i] {
			t.Fatalf("file %d of %d is %+v", i, len(ticket.Files), f)
		}
	}
	kept, err := c.desk.Attached(ctx, sums)
	must(t, err)
	if len(ticket.Files) != all || len(kept) != all {
		t.Errorf("%d files, of which a sweep keeps %d", len(ticket.Files), len(kept))
	}
}
