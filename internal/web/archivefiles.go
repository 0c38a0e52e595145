package web

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

	"hotline12345/cti"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/papers"
)

// archiveFiles returns the files of a ticket's archive: the file as PDF and as JSON,
// each document, the files and the recordings that the reader may have.
func (s *Server) archiveFiles(ctx context.Context, o papers.Office, t tickets.Ticket) ([]papers.File, error) {
	recordings, sounds, err := s.recordingsOf(ctx, t)
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
		if err := s.cfg.Papers.PDF(&out, p); err != nil {
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
	attached, err := s.attachedFiles(ctx, t)
	return slices.Concat(files, attached, sounds), err
}

// attachedFiles returns the contents of a ticket's files that its reader may have,
// with an access record each. A file whose content is lost is left out and logged.
func (s *Server) attachedFiles(ctx context.Context, t tickets.Ticket) ([]papers.File, error) {
	var list []papers.File
	for _, f := range t.Files {
		if f.Withheld || f.Withdrawn != nil {
			continue
		}
		if _, err := s.cfg.Tickets.File(ctx, httpapi.ActorOf(ctx), t.Number, f.Seq, ""); err != nil {
			return nil, err
		}
		open := func() (io.ReadCloser, error) { return s.cfg.Files.Content(f.Sum) }
		content, err := open()
		if errors.Is(err, fs.ErrNotExist) {
			s.logLost(ctx, t.Number, f)
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
func (s *Server) recordingsOf(ctx context.Context, t tickets.Ticket) ([]papers.Recording, []papers.File, error) {
	var list []papers.Recording
	var files []papers.File
	for _, call := range callsOf(t) {
		rec, err := s.cfg.Calls.Call(ctx, call)
		if errors.Is(err, tickets.ErrNotFound) || err == nil && len(rec.Recordings) == 0 {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		r := papers.Recording{Call: call, Started: rec.Recordings[0].StartedAt}
		if !rec.EndedAt.IsZero() { // else they still talk, with another agent by now
			r.Length = rec.EndedAt.Sub(r.Started)
		}
		open, err := s.soundOf(ctx, rec)
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

// soundOf opens a conversation for who may hear it; nil if they may not, or if it
// is gone.
func (s *Server) soundOf(ctx context.Context, rec cti.CallRecord) (func() (io.ReadCloser, error), error) {
	if httpapi.UserOf(ctx).Actor("").Has(httpapi.CallReaders...) {
		_, err := s.callFor(ctx, string(rec.Call), httpapi.AccessRecording)
		if errors.Is(err, tickets.ErrNotFound) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		sound, err := s.cfg.Recordings.Conversation(rec)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		_ = sound.Close() // it is there; it is read when its turn comes
		return func() (io.ReadCloser, error) { return s.cfg.Recordings.Conversation(rec) }, nil
	}
	return nil, nil
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
