package asterisktest

import (
	"net/http"
)

func (s *Server) play(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.find(w, r)
	if c == nil {
		return
	}
	id := r.PathValue("playback")
	s.playing[id] = c.id
	s.notify()
	reply(w, http.StatusCreated, map[string]any{"id": id, "state": "queued", "target_uri": "channel:" + c.id, "media_uri": "sound:x"})
	if !s.byHand {
		s.endPlay(id, "done")
	}
}

func (s *Server) stopPlay(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := r.PathValue("playback")
	if _, playing := s.playing[id]; !playing {
		refuse(w, http.StatusNotFound, "Playback not found")
		return
	}
	s.endPlay(id, "done")
	reply(w, http.StatusNoContent, nil)
}

// endPlay ends a playback and sends its event. s.mu is held.
func (s *Server) endPlay(id, state string) {
	channel, playing := s.playing[id]
	if !playing {
		return
	}
	delete(s.playing, id)
	s.send(map[string]any{"type": "PlaybackFinished", "playback": map[string]any{
		"id": id, "state": state, "target_uri": "channel:" + channel, "media_uri": "sound:x",
	}})
}

// PlaybacksByHand lets playbacks last until FinishPlayback.
func (s *Server) PlaybacksByHand() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byHand = true
}

// FinishPlayback ends a playback: state is "done" or "failed".
func (s *Server) FinishPlayback(id, state string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.endPlay(id, state)
}
