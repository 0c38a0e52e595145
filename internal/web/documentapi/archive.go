package documentapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"go.uber.org/zap"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/papers"
)

// archiveFiles returns the files of a ticket's archive: the file as PDF and as JSON,
// each document, the files and the recordings that the reader may have.
func (h *handlers) archiveFiles(ctx context.Context, o papers.Office, t tickets.Ticket) ([]papers.File, error) {
	recordings, sounds, err := h.recordingsOf(ctx, t)
	if err != nil {
		return nil, err
	}
	raw, err := json.MarshalIndent(t, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write ticket %s as JSON: %w", t.Number, err)
	}
	files := []papers.File{}
	draw := func(name string, p papers.Paper) error {
		var out bytes.Buffer
		if err := h.cfg.Papers.PDF(&out, p); err != nil {
			return err
		}
		files = append(files, inMemory(name, out.Bytes()))
		return nil
	}
	if err := draw("ticket.pdf", papers.Dossier(o, t, recordings)); err != nil {
		return nil, err
	}
	files = append(files, inMemory("ticket.json", append(raw, '\n')))
	for _, e := range t.Entries {
		p, err := papers.Of(o, t, e.Seq)
		if errors.Is(err, papers.ErrNoPaper) {
			continue
		}
		if err == nil {
			err = draw(fmt.Sprintf("papers/%s.pdf", e.Serial), p)
		}
		if err != nil {
			return nil, err
		}
	}
	attached, err := h.attachedFiles(ctx, t)
	return slices.Concat(files, attached, sounds), err
}

// attachedFiles returns the contents of a ticket's files that its reader may have,
// with an access record each. A file whose content is lost is left out and logged.
func (h *handlers) attachedFiles(ctx context.Context, t tickets.Ticket) ([]papers.File, error) {
	var list []papers.File
	for _, f := range t.Files {
		if f.Withheld || f.Withdrawn != nil {
			continue
		}
		if _, err := h.cfg.Tickets.File(ctx, httpapi.ActorOf(ctx), t.Number, f.Seq, ""); err != nil {
			return nil, err
		}
		open := func() (io.ReadCloser, error) { return h.cfg.Files.Content(f.Sum) }
		content, err := open()
		if errors.Is(err, fs.ErrNotExist) {
			h.cfg.Log.Error("the content of a file is missing", zap.String("request", httpapi.RequestInfoOf(ctx).ID),
				zap.String("ticket", string(t.Number)), zap.Int("entry", f.Seq), zap.String("sum", f.Sum))
			continue
		}
		if err != nil {
			return nil, err
		}
		_ = content.Close() // it is there; it is read when its turn comes
		list = append(list, papers.File{Name: papers.FileName(f), Open: open})
	}
	return list, nil
}

func inMemory(name string, data []byte) papers.File {
	return papers.File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
}

// recordingsOf returns the recorded conversations of a ticket, and the sounds of
// those that its reader may hear, with an access record each.
func (h *handlers) recordingsOf(ctx context.Context, t tickets.Ticket) ([]papers.Recording, []papers.File, error) {
	var list []papers.Recording
	var files []papers.File
	for _, call := range callsOf(t) {
		rec, err := h.cfg.Calls.Call(ctx, call)
		if errors.Is(err, errs.ErrNotFound) || err == nil && len(rec.Recordings) == 0 {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		r := papers.Recording{Call: call, Started: rec.Recordings[0].StartedAt}
		if !rec.EndedAt.IsZero() { // else they still talk, with another agent by now
			r.Length = rec.EndedAt.Sub(r.Started)
		}
		open, err := h.cfg.Calls.Hear(ctx, rec)
		if err != nil {
			return nil, nil, err
		}
		if open != nil {
			r.Name = "recordings/" + fileName(call) + ".wav"
			files = append(files, papers.File{Name: r.Name, Open: open})
		}
		list = append(list, r)
	}
	return list, files, nil
}

// callsOf returns the calls of a ticket, in order, each once.
func callsOf(t tickets.Ticket) []string {
	var list []string
	seen := map[string]bool{"": true}
	add := func(call string) {
		if !seen[call] {
			seen[call] = true
			list = append(list, call)
		}
	}
	add(t.Call)
	for _, e := range t.Entries {
		add(e.Call)
	}
	return list
}

// fileName keeps of an id what every system takes in a file's name.
func fileName(id string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '.' || r == '-' || r == '_' {
			return r
		}
		return '_'
	}, id)
}
