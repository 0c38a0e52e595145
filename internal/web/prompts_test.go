package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	"hotline12345/internal/sheet"
	"hotline12345/internal/speech"
	wave "hotline12345/internal/speech/sound"
	"hotline12345/internal/web/promptapi"
	"hotline12345/ivr"
	"hotline12345/ivr/prompts"
	"hotline12345/tickets/org"
)

// promptShelf keeps versions in memory.
type promptShelf struct {
	mu       sync.Mutex
	versions []prompts.PromptVersion
	readings []prompts.WordReading
	sounds   map[string][]byte
	heard    []prompts.HeardVersion
}

func newPrompts(t testing.TB, b *breaker.Breaker) *prompts.Service {
	t.Helper()
	sounds, err := speech.Open(t.TempDir(), speech.Config{})
	must(t, err)
	s := prompts.New(prompts.Config{Store: &promptShelf{sounds: map[string][]byte{}}, Sounds: speech.Editor{Store: sounds}, Breaker: b})
	must(t, s.Load(t.Context()))
	return s
}

func (s *promptShelf) PromptVersions(context.Context) ([]prompts.PromptVersion, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.versions), nil
}

func (s *promptShelf) PromptHistory(_ context.Context, key string, l ivr.Language) (list []prompts.PromptVersion, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range slices.Backward(s.versions) {
		if v.Key == key && v.Language == l {
			list = append(list, v)
		}
	}
	return list, nil
}

func (s *promptShelf) SavePrompt(_ context.Context, v prompts.PromptVersion, sound []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if slices.ContainsFunc(s.versions, func(o prompts.PromptVersion) bool {
		return o.Key == v.Key && o.Language == v.Language && o.Rev == v.Rev
	}) {
		return errs.ErrConflict
	}
	if v.Recording != nil {
		s.sounds[v.Recording.Sum] = sound
	}
	s.versions = append(s.versions, v)
	return nil
}

func (s *promptShelf) PromptSound(_ context.Context, sum string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sounds[sum], nil
}

func (s *promptShelf) PromptReadings(context.Context) ([]prompts.WordReading, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.readings), nil
}

func (s *promptShelf) SavePromptReading(_ context.Context, r prompts.WordReading) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.readings = append(s.readings, r)
	return nil
}

func (s *promptShelf) PromptsHeard(context.Context) ([]prompts.HeardVersion, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.heard), nil
}

func (s *promptShelf) SavePromptHeard(_ context.Context, h prompts.HeardVersion) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heard = append(s.heard, h)
	return nil
}

// TestPromptsAreEdited: the list, a text, a stale form, a fault of a form, and what is heard.
func TestPromptsAreEdited(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "telecom_admin")
	list := read[promptapi.PromptList](b.do("GET", "/api/prompts", "").want(200, ""))
	if len(list.Languages) != 3 || len(list.Prompts) < 60 || len(list.Engines) != 3 || list.Engines[0].Failing {
		t.Fatalf("%d languages, %d prompts, engines %+v", len(list.Languages), len(list.Prompts), list.Engines)
	}
	for _, role := range []string{"administrator", "agent", "unit_clerk"} { // of forms and of callers
		if l := read[[]prompts.PromptLanguage](o.as(t, role).do("GET", "/api/languages", "").want(200, "")); len(l) != 3 || l[1].ID != "yue" || l[1].Name == "" {
			t.Errorf("%s sees the languages %+v", role, l)
		}
	}
	const goodbye = "/api/prompts/goodbye/yue"
	e := read[prompts.PromptEntry](b.do("PUT", goodbye, `{"forms":{"other":"多謝你，再見。"},"rev":0}`).want(200, ""))
	if e.Rev != 1 || e.By.Name != "telecom_admin" {
		t.Errorf("%+v", e)
	}
	if again := read[prompts.PromptEntry](b.do("PUT", goodbye, `{"forms":{"other":"多謝你，再見。"},"rev":0}`).want(200, "")); again.Rev != 1 {
		t.Errorf("sent again, it became version %d", again.Rev)
	}
	stale := b.do("PUT", goodbye, `{"forms":{"other":"再會。"},"rev":0}`).want(409, "changed_meanwhile")
	if p := stale.problem(); p.Current == nil || p.Current.Rev != "1" || p.Current.Prompt.Forms["other"] != "多謝你，再見。" || p.Current.By.Name != "telecom_admin" {
		t.Errorf("the second administrator is told %+v", p.Current)
	}
	wrong := b.do("PUT", "/api/prompts/queue_pos/en", `{"forms":{"other":"{n} ahead."},"rev":0}`).want(422, "invalid_fields").problem()
	if len(wrong.Fields) == 0 || wrong.Fields[0].Field != "forms.one" {
		t.Errorf("fields %+v", wrong.Fields)
	}
	view := read[promptapi.PromptView](b.do("GET", goodbye, "").want(200, ""))
	if view.Forms["other"] != "多謝你，再見。" || len(view.History) != 1 {
		t.Errorf("%+v", view)
	}
	b.do("GET", "/api/prompts/none/yue", "").want(404, "not_found")
	heard := read[promptapi.PromptPreview](b.do("POST", "/api/prompts/queue_pos/en/preview",
		`{"forms":{"one":"One ahead, {m}.","other":"{n} ahead, {m}."},"args":{"n":"1","m":"2"}}`).want(200, ""))
	if heard.Words != "One ahead, 2 minutes." || heard.Seconds < 0.5 || len(heard.WAV) < 8000 {
		t.Errorf("%q, %.1f s", heard.Words, heard.Seconds)
	}
	said := read[promptapi.PromptWords](b.do("POST", "/api/prompts/queue_pos/zh/words", `{"forms":{},"values":[{"n":"2"},{"n":"11","m":"1"}]}`).want(200, ""))
	if len(said.Words) != 2 || said.Words[0] != "您前面还有两位，预计等待十二分钟。" || said.Words[1] != "您前面还有十一位，预计等待一分钟。" {
		t.Errorf("words %q", said.Words)
	}
	b.do("POST", "/api/prompts/queue_pos/zh/words", `{"forms":{"other":"{n}位"},"values":[{"n":"2"}]}`).want(422, "invalid_fields")
	b.do("POST", "/api/prompts/queue_pos/zh/words", `{"forms":{},"values":[{"n":"many"}]}`).want(422, "invalid_fields")
	wav := b.do("GET", "/api/prompts/queue_pos/zh/sound?arg=n:2&arg=m:12", "").want(200, "")
	if s, err := wave.ReadWAV(wav.body); err != nil || s.Seconds() < 1 || wav.header.Get("Content-Type") != "audio/wav" {
		t.Errorf("%.1f s of %s (%v)", s.Seconds(), wav.header.Get("Content-Type"), err)
	}
	r := read[prompts.WordReading](b.do("PUT", "/api/prompts/readings", `{"language":"zh","word":"六安里","reading":"lu4 an1 li3","rev":0}`).want(200, ""))
	if r.Rev != 1 || !slices.ContainsFunc(read[promptapi.PromptList](b.do("GET", "/api/prompts", "").want(200, "")).Readings,
		func(other prompts.WordReading) bool {
			return other.Word == "六安里" && other.Rev == 1 && other.Shipped == ""
		}) {
		t.Errorf("%+v", r)
	}
}

// TestAChangeIsToBeHeard until an administrator listened to it; a word is heard before its reading
// is kept; what a prompt may say is told.
func TestAChangeIsToBeHeard(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "telecom_admin")
	list := read[promptapi.PromptList](b.do("GET", "/api/prompts", "").want(200, ""))
	if i := slices.IndexFunc(list.Arguments, func(a prompts.PromptArgument) bool { return a.Name == "n" }); i < 0 || list.Arguments[i].Kind != "count" {
		t.Errorf("arguments %+v", list.Arguments)
	}
	if !slices.ContainsFunc(list.Readings, func(r prompts.WordReading) bool {
		return r.Word == "便宜" && r.Reading == "pian2 yi5" && r.Shipped == r.Reading && r.Rev == 0
	}) {
		t.Error("the shipped readings are not listed")
	}
	unheard := func() bool {
		return read[promptapi.PromptView](b.do("GET", "/api/prompts/goodbye/zh", "").want(200, "")).Unheard
	}
	if unheard() {
		t.Error("what was shipped is to be heard")
	}
	b.do("PUT", "/api/prompts/goodbye/zh", `{"forms":{"other":"感谢来电，祝您平安。"},"rev":0}`).want(200, "")
	if !unheard() {
		t.Error("a change that nobody listened to is not to be heard")
	}
	b.do("PUT", "/api/prompts/goodbye/zh/heard", `{"rev":7}`).want(204, "")
	if !unheard() {
		t.Error("a version that is not there was listened to")
	}
	b.do("PUT", "/api/prompts/goodbye/zh/heard", `{"rev":1}`).want(204, "")
	b.do("PUT", "/api/prompts/goodbye/zh/heard", `{"rev":1}`).want(204, "")
	if unheard() {
		t.Error("it was listened to, and is still to be heard")
	}
	now := read[promptapi.PromptPreview](b.do("POST", "/api/prompts/goodbye/zh/preview", `{"forms":{}}`).want(200, ""))
	if now.Words != "感谢来电，祝您平安。" || now.Instead {
		t.Errorf("callers hear %+v", now.Words)
	}
	b.do("PUT", "/api/prompts/goodbye/zh/heard", `{"rev":2}`).want(204, "") // nobody has made it yet
	b.do("PUT", "/api/prompts/goodbye/zh", `{"forms":{"other":"慢走。"},"rev":1}`).want(200, "")
	if !unheard() {
		t.Error("a change was listened to before it was made")
	}
	say := func(reading string) []byte {
		body := fmt.Sprintf(`{"language":"zh","word":"单家庄","reading":%q,"rev":0}`, reading)
		return read[promptapi.PromptPreview](b.do("POST", "/api/prompts/readings/preview", body).want(200, "")).WAV
	}
	if bytes.Equal(say("shan4 jia1 zhuang1"), say("dan1 jia1 zhuang1")) {
		t.Error("two readings of a word sound alike")
	}
	b.do("POST", "/api/prompts/readings/preview", `{"language":"zh","word":"单家庄","reading":"shàn","rev":0}`).want(422, "invalid_fields")
}

// TestRecordingsAreUploaded: one that is taken, what is no sound, names that lead elsewhere.
func TestRecordingsAreUploaded(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(c *Config) { c.Sheets = sheet.Sheets{} })
	b := o.as(t, "telecom_admin")
	spoken := b.do("GET", "/api/prompts/welcome_short/zh/sound", "").want(200, "").body
	post := func(path, body string) prompts.RecordingOutcome {
		t.Helper()
		return read[prompts.RecordingOutcome](b.do("POST", path, body, "Content-Type", "application/octet-stream").want(200, ""))
	}
	if out := post("/api/prompts/goodbye/zh/recording?rev=0&name=..%2Fx", string(spoken)); out.Result != prompts.Used || out.File != "x" {
		t.Errorf("%+v", out)
	}
	if out := post("/api/prompts/goodbye/zh/recording?rev=1&name=x.wav", "no sound at all"); out.Result != prompts.Rejected || out.Reason != "not_audio" {
		t.Errorf("%+v", out)
	}
	b.do("POST", "/api/prompts/goodbye/zh/recording?rev=0&name=x.wav", string(spoken[:len(spoken)-2000]), "Content-Type", "application/octet-stream").want(409, "changed_meanwhile")
	for name, want := range map[string]prompts.Result{"hold_thanks_yue.wav": prompts.Used, "..%2F..%2Fhold_thanks_zh.wav": prompts.Used, "..%2Fx": prompts.NoSuchKey, "queue_pos_zh.wav": prompts.TakesArgs} {
		if out := post("/api/prompts/recordings?name="+name, string(spoken)); out.Result != want {
			t.Errorf("%s: %+v, want %s", name, out, want)
		}
	}
	if e := read[prompts.PromptEntry](b.do("DELETE", "/api/prompts/goodbye/zh/recording?rev=1", "").want(200, "")); e.Recording != nil {
		t.Errorf("%+v", e)
	}
	book := b.do("GET", "/api/prompts/script.xlsx?language=yue&missing=true", "").want(200, "")
	table, err := sheet.Sheets{}.Read(book.body)
	must(t, err)
	text := fmt.Sprint(table.Sheets[0].Lines)
	if !strings.Contains(text, "queue_next_yue.wav") || !strings.Contains(text, "下一位就係你") || strings.Contains(text, "hold_thanks_yue.wav") || strings.Contains(text, "queue_next_zh.wav") {
		t.Errorf("the script: %.300s", text)
	}
}

// endless is a body that is told to be large; it counts what is read of it.
type endless struct{ read atomic.Int64 }

func (e *endless) Read(p []byte) (int, error) {
	e.read.Add(int64(len(p))) // the transport may still send while the answer is read
	return len(p), nil
}

// TestATooLargeRecordingIsRefusedEarly: of 200 MB next to nothing is read, whether its length is
// told or not.
func TestATooLargeRecordingIsRefusedEarly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "telecom_admin")
	const size = 200 << 20
	for name, length := range map[string]int64{"told": size, "not told": -1} {
		body := &endless{}
		req, err := http.NewRequestWithContext(t.Context(), "POST", b.base+"/api/prompts/recordings?name=goodbye_zh.wav", io.NopCloser(io.LimitReader(body, size)))
		must(t, err)
		req.ContentLength = length
		req.Header.Set("Content-Type", "application/octet-stream")
		answer, err := b.Client.Do(req)
		must(t, err)
		raw, err := io.ReadAll(answer.Body)
		must(t, err)
		answer.Body.Close()
		if answer.StatusCode != 413 || !bytes.Contains(raw, []byte("recording_too_large")) || body.read.Load() > 60<<20 || length > 0 && body.read.Load() > 8<<20 {
			t.Errorf("%s: %d %s after %d MB", name, answer.StatusCode, raw, body.read.Load()>>20)
		}
	}
}

// TestPromptsOfTheWholeCity: the telecom administrator of a sub-centre listens, and changes nothing of
// what the callers of all cities hear.
func TestPromptsOfTheWholeCity(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.people.change("telecom_admin", func(u *org.User) { u.Unit = "A" })
	b := o.as(t, "telecom_admin")
	b.do("GET", "/api/prompts/goodbye/yue", "").want(200, "")
	b.do("POST", "/api/prompts/readings/preview", `{"language":"zh","word":"解放路","reading":"jie3 fang4 lu4","rev":0}`).want(200, "")
	sound := []string{"Content-Type", "application/octet-stream"}
	for _, c := range []struct {
		method, path, body string
		headers            []string
	}{
		{"PUT", "/api/prompts/goodbye/yue", `{"forms":{"other":"多謝。"},"rev":0}`, nil},
		{"POST", "/api/prompts/goodbye/yue/recording?rev=0", "x", sound},
		{"DELETE", "/api/prompts/goodbye/yue/recording?rev=0", "", nil},
		{"POST", "/api/prompts/recordings?name=goodbye_yue.wav", "x", sound},
		{"PUT", "/api/prompts/readings", `{"language":"zh","word":"解放路","reading":"jie3 fang4 lu4","rev":0}`, nil},
		{"PUT", "/api/prompts/goodbye/yue/heard", `{"rev":0}`, nil},
	} {
		b.do(c.method, c.path, c.body, c.headers...).want(403, "whole_city_only")
	}
}
