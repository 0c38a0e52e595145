package speech

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hotline12345/internal/locale"
	"hotline12345/internal/speech/sound"
	"hotline12345/internal/speech/spoken"
	"hotline12345/ivr"
)

// TestACommandSpeaks: a real program behind a real pipe.
func TestACommandSpeaks(t *testing.T) {
	t.Parallel()
	engines, err := ParseEngines("*=exec:espeak-ng -v {language} --stdin --stdout; zh = espeak")
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.TempDir(), Config{Engines: engines})
	if err != nil {
		t.Fatal(err)
	}
	if b, err := s.Alaw(t.Context(), ivr.Prompt{ID: "goodbye", Language: ivr.English}); err != nil || len(b) < 8000 {
		t.Errorf("%d bytes (%v)", len(b), err)
	}
	for _, bad := range []string{"zh", "zh=", "zh=exec:", "zh=ftp://x", "zh=say", "zh=espeak;zh=espeak"} {
		if got, err := ParseEngines(bad); err == nil {
			t.Errorf("%q is read as %v", bad, got)
		}
	}
}

// engineServer is an HTTP engine on this machine: it speaks a tone, and what it is told to do
// otherwise.
type engineServer struct {
	*httptest.Server
	answer atomic.Pointer[http.HandlerFunc]

	mu    sync.Mutex
	asked []string
}

func newEngineServer(t *testing.T) *engineServer {
	t.Helper()
	e := &engineServer{}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		e.mu.Lock()
		e.asked = append(e.asked, r.Header.Get("Content-Language")+": "+string(body))
		e.mu.Unlock()
		if other := e.answer.Load(); other != nil {
			(*other)(w, r)
			return
		}
		_, _ = w.Write(sound.WAV(sound.Encode(tone(1).Samples)))
	}))
	t.Cleanup(e.Close)
	return e
}

func (e *engineServer) fail(how http.HandlerFunc) { e.answer.Store(&how) }

func (e *engineServer) words() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.asked)
}

// TestHTTPEngine: an engine over HTTP is given characters with numbers in words.
func TestHTTPEngine(t *testing.T) {
	t.Parallel()
	server := newEngineServer(t)
	engines, err := ParseEngines("zh=" + server.URL + "/speak?voice={voice}")
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.TempDir(), Config{Engines: engines})
	if err != nil {
		t.Fatal(err)
	}
	p := ivr.Prompt{ID: "ticket_due", Language: "zh", Args: map[string]string{"n": "2", "date": "2026-10-08"}}
	for range 2 {
		if b, err := s.Alaw(t.Context(), p); err != nil || len(b) < 7900 {
			t.Fatalf("%d bytes (%v)", len(b), err)
		}
	}
	if want := []string{"zh: 承办单位会在两个工作日内答复您，最迟二零二六年十月八日。"}; !slices.Equal(server.words(), want) {
		t.Errorf("the engine was asked %q, want %q once", server.words(), want)
	}
	if states := s.Engines(); states[0].Failing || states[0].Asked.IsZero() || !strings.HasPrefix(states[0].Engine, "http/") || !states[1].Asked.IsZero() {
		t.Errorf("states %+v", states)
	}
}

// TestAFailingEngine: whatever an engine does wrong, callers hear the last good sound of the
// prompt, also an older text of it, and it is reported once; a prompt that was never made is
// spoken by espeak-ng. When the engine answers again, it speaks.
func TestAFailingEngine(t *testing.T) {
	t.Parallel()
	hang := make(chan struct{})
	t.Cleanup(func() { close(hang) })
	for name, how := range map[string]http.HandlerFunc{
		"refuses":  func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusServiceUnavailable) },
		"no sound": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>busy</html>")) },
		"silence":  func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(sound.WAV(nil)) },
		"cut off": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "9999")
			_, _ = w.Write([]byte("RIFF"))
		},
		"too slow": func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-r.Context().Done():
			case <-hang:
			}
		},
		"hangs up": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := newEngineServer(t)
			now := time.Now()
			var told []string
			s, err := Open(t.TempDir(), Config{Engines: Engines{"": HTTP{server.URL}}, Patience: 2 * time.Second,
				Now: func() time.Time { return now }, Report: func(msg string, _ error) { told = append(told, msg) }})
			if err != nil {
				t.Fatal(err)
			}
			goodbye := ivr.Prompt{ID: "goodbye", Language: "zh"}
			old, err := s.File(t.Context(), goodbye)
			if err != nil {
				t.Fatal(err)
			}
			server.fail(how)
			if err := s.Use(Script{Changes: spoken.Changes{Texts: map[ivr.Language]map[string]locale.Message{"zh": {"goodbye": {"other": "再会。"}}}}}); err != nil {
				t.Fatal(err)
			}
			for range 3 {
				if got, err := s.File(t.Context(), goodbye); err != nil || got != old {
					t.Fatalf("%q (%v), want the older text %q", got, err, old)
				}
			}
			name := ivr.Prompt{ID: "transfer_dept", Language: "zh", Args: map[string]string{"dept": "水务局"}}
			if b, err := s.Alaw(t.Context(), name); err != nil || len(b) < 8000 {
				t.Errorf("a name was not spoken by espeak-ng: %d bytes (%v)", len(b), err)
			}
			state := s.Engines()[0]
			if !state.Failing || state.Fault == "" || state.Spared == 0 {
				t.Errorf("state %+v", state)
			}
			if n := len(slices.DeleteFunc(slices.Clone(told), func(m string) bool { return !strings.Contains(m, "fails; the last good") })); n != 1 {
				t.Errorf("told %q: the engine's fault once", told)
			}
			server.answer.Store(nil)
			now = now.Add(pauseAfterFault)
			if got, err := s.File(t.Context(), goodbye); err != nil || got == old || s.Engines()[0].Failing {
				t.Errorf("%q (%v), %+v: the engine speaks again", got, err, s.Engines()[0])
			}
		})
	}
}

// TestADeletedPromptWhileItsEngineIsAway: there is no sound of it, and none of the neutral
// sentence either; espeak-ng says that one.
func TestADeletedPromptWhileItsEngineIsAway(t *testing.T) {
	t.Parallel()
	s, err := Open(t.TempDir(), Config{Engines: Engines{"": HTTP{"http://127.0.0.1:1/speak"}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range s.Languages() {
		if b, err := s.Alaw(t.Context(), ivr.Prompt{ID: "deleted", Language: l}); err != nil || len(b) < 4000 {
			t.Errorf("%s: %d bytes (%v), want a sound", l, len(b), err)
		}
	}
}

// TestWithoutEspeak: nothing can be spoken, and callers hear what was made before, also after a
// restart and with a text of which there is no sound.
func TestWithoutEspeak(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir, Config{})
	if err != nil {
		t.Fatal(err)
	}
	hold, err := s.File(t.Context(), ivr.Prompt{ID: neutral, Language: "zh"})
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", "")
	var told []error
	again, err := Open(dir, Config{Report: func(_ string, err error) { told = append(told, err) }})
	if err != nil {
		t.Fatal(err)
	}
	name := ivr.Prompt{ID: "transfer_dept", Language: "zh", Args: map[string]string{"dept": "水务局"}}
	if got, err := again.File(t.Context(), name); err != nil || got != hold {
		t.Errorf("%q (%v), want the neutral sentence %q", got, err, hold)
	}
	if len(told) == 0 || !strings.Contains(errors.Join(told...).Error(), "apt-get install espeak-ng") {
		t.Errorf("told %v: what to install", told)
	}
	if _, err := again.File(t.Context(), ivr.Prompt{ID: "welcome", Language: "yue"}); err == nil {
		t.Error("a language of which there is no sound at all is no error")
	}
}

// TestAValueThatCannotBeSaid is reported, and callers hear the rest: a lost value, a wrong one, a
// character that nothing reads, in each language.
func TestAValueThatCannotBeSaid(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	told := 0
	s, err := Open(t.TempDir(), Config{Report: func(string, error) { mu.Lock(); told++; mu.Unlock() }})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range s.Languages() {
		for _, p := range []ivr.Prompt{
			{ID: "queue_pos", Language: l, Args: map[string]string{"n": "3"}},
			{ID: "queue_pos", Language: l, Args: map[string]string{"n": "three", "m": "2"}},
			{ID: "transfer_dept", Language: l},
			{ID: "transfer_dept", Language: l, Args: map[string]string{"dept": "\U0003134a\U0003134b"}},
			{ID: "agent_no", Language: l, Args: map[string]string{"id": "王"}},
			{ID: "deleted", Language: l},
			{ID: "ticket_status", Language: l, Args: map[string]string{"status": "lost"}},
		} {
			before := told
			if b, err := s.Alaw(t.Context(), p); err != nil || len(b) < 4000 {
				t.Errorf("%+v: %d bytes (%v), want a sound", p, len(b), err)
			}
			if told == before {
				t.Errorf("%+v: nothing was reported", p)
			}
		}
	}
	if _, err := s.File(t.Context(), ivr.Prompt{ID: "welcome", Language: "xx"}); err == nil {
		t.Error("a language that is not there is no error")
	}
}

// TestNamesAreBounded: what was made for values goes when it is too much, the longest unused
// first; the prompts without values, recordings and what may be playing stay.
func TestNamesAreBounded(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	now := time.Now()
	const one = 8000 // bytes of a sound, about
	s, err := Open(dir, Config{Engines: Engines{"": &counting{}}, Bound: 10 * one, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	file := func(p ivr.Prompt) string {
		t.Helper()
		name, err := s.File(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		return filepath.Join(dir, name+".alaw")
	}
	ticket := func(n string) ivr.Prompt {
		return ivr.Prompt{ID: "ticket_no", Language: "zh", Args: map[string]string{"digits": n}}
	}
	fixed := file(ivr.Prompt{ID: "welcome", Language: "zh"})
	first, second := file(ticket("1")), file(ticket("2"))
	now = now.Add(2 * inUse)
	again := file(ticket("1")) // used again
	for n := range 20 {
		file(ticket("3" + strings.Repeat("0", n)))
	}
	if err := s.Sweep(); err != nil {
		t.Fatal(err)
	}
	exists := func(f string) bool { _, err := os.Stat(f); return err == nil }
	if !exists(fixed) || again != first || !exists(first) || exists(second) {
		t.Errorf("welcome %v, used again %v, unused %v: want true, true, false", exists(fixed), exists(first), exists(second))
	}
	now = now.Add(2 * inUse)
	if err := s.Sweep(); err != nil {
		t.Fatal(err)
	}
	left, _ := filepath.Glob(filepath.Join(dir, "*.alaw"))
	if len(left) > 11 || !exists(fixed) {
		t.Errorf("%d files are left, want 10 and the fixed one", len(left))
	}
}

// TestTheSlowOneKeepsNobodyElse: 50 callers want a prompt that hangs; each is answered within
// the patience, and none of the other language waits.
func TestTheSlowOneKeepsNobodyElse(t *testing.T) {
	t.Parallel()
	slow := hanging{}
	s, err := Open(t.TempDir(), Config{Engines: Engines{"zh": slow}, Patience: 300 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if _, err := s.File(t.Context(), ivr.Prompt{ID: "welcome", Language: "zh"}); err != nil {
				t.Errorf("a caller hears nothing: %v", err)
			}
		})
	}
	all.Wait()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}

type hanging struct{}

func (hanging) Name(spoken.Language) string { return "hanging" }
func (hanging) NeedsReadings() bool         { return false }
func (hanging) Speak(ctx context.Context, _ spoken.Language, _ string) (sound.Sound, error) {
	<-ctx.Done()
	return sound.Sound{}, ctx.Err()
}
