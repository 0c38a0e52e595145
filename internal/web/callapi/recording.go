package callapi

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"hotline12345/cti"
	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
)

// noRecording is for those who may hear the call; others get the problem of an
// unknown call.
func noRecording() *httpapi.Problem {
	return httpapi.NewProblem(http.StatusNotFound, "no_recording", "this call has no recording, or it was deleted when its time was over")
}

type recordingRequest struct {
	httpapi.CallPath
	Save bool `query:"save" doc:"as a file to keep, for supervisors and auditors"`
	// Dest is what the browser wants it for (Fetch Metadata): "audio" of a player,
	// "document" of a window of its own, where the browser offers to save it.
	Dest string `header:"Sec-Fetch-Dest" hidden:"true"`
}

// taken reports whether a browser asks for a recording otherwise than for a player of our
// pages. What is no browser says nothing.
func taken(dest string) bool {
	return dest != "" && dest != "audio" && dest != "video" && dest != "empty"
}

// recording streams a call's recording; the player can seek in it.
func (h *Calls) recording(ctx context.Context, in *recordingRequest) (*huma.StreamResponse, error) {
	saves := httpapi.UserOf(ctx).Actor("").Has(httpapi.RecordingSavers...)
	if !saves && (in.Save || taken(in.Dest)) {
		return nil, httpapi.Forbidden()
	}
	rec, err := h.callFor(ctx, in.Call, httpapi.AccessRecording)
	if err != nil {
		return nil, err
	}
	if len(rec.Recordings) == 0 {
		return nil, noRecording()
	}
	sound, err := h.cfg.Recordings.Conversation(rec)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, noRecording()
	}
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		defer sound.Close()
		r, w := humago.Unwrap(ctx)
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(httpapi.LongReplyLimit)) // a test's recorder has none
		w.Header().Set("Content-Type", "audio/wav")
		if in.Save {
			w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": in.Call + ".wav"}))
		}
		w.Header().Set("Cache-Control", "private, no-store")
		http.ServeContent(w, r, "", rec.EndedAt, sound)
	}}, nil
}

// Hear returns how to open a conversation, with its access record; nil if the user
// may not take it away, or if it is gone.
func (h *Calls) Hear(ctx context.Context, rec cti.CallRecord) (func() (io.ReadCloser, error), error) {
	if httpapi.UserOf(ctx).Actor("").Has(httpapi.RecordingSavers...) {
		_, err := h.callFor(ctx, string(rec.Call), httpapi.AccessRecording)
		if errors.Is(err, errs.ErrNotFound) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		sound, err := h.cfg.Recordings.Conversation(rec)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		_ = sound.Close() // it is there; it is read when its turn comes
		return func() (io.ReadCloser, error) { return h.cfg.Recordings.Conversation(rec) }, nil
	}
	return nil, nil
}
