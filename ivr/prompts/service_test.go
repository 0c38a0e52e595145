package prompts_test

import (
	"context"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	store "hotline12345/internal/postgres/prompts"

	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/internal/speech"
	"hotline12345/ivr"
	"hotline12345/ivr/prompts"
)

var telecom = prompts.Editor{Author: ivr.Author{ID: "7", Name: "顾电信"}, Writes: true}

// desk is a service over a real database and real voices.
type desk struct {
	*prompts.Service
	sounds *speech.Store
	dir    string
	db     *db.DB
}

func newDesk(t *testing.T, d *db.DB, dir string, engines speech.Engines) *desk {
	t.Helper()
	sounds, err := speech.Open(dir, speech.Config{Engines: engines, City: speech.City{Names: map[ivr.Language]string{"": "云湾市", ivr.English: "Yunwan"}}})
	if err != nil {
		t.Fatal(err)
	}
	s := prompts.New(prompts.Config{Store: store.New(d), Sounds: speech.Editor{Store: sounds}, Breaker: breaker.New(nil, nil),
		Uses: func() map[string][]prompts.PromptUse {
			return map[string][]prompts.PromptUse{"queue_next": {{Kind: "calls"}}, "typhoon_9": {{Kind: "menu", Name: "main", Node: "typhoon"}}}
		}})
	return &desk{s, sounds, dir, d}
}

func loaded(t *testing.T) *desk {
	t.Helper()
	s := newDesk(t, dbtest.Migrated(t), t.TempDir(), nil)
	if err := s.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func forms(text string) prompts.Forms { return prompts.Forms{"other": text} }

func (d *desk) save(t *testing.T, key string, l ivr.Language, f prompts.Forms, rev int) (prompts.PromptEntry, error) {
	t.Helper()
	return d.Save(t.Context(), telecom, prompts.PromptVersion{Key: key, Language: l, Forms: f}, rev)
}

func (d *desk) file(t *testing.T, key string, l ivr.Language) string {
	t.Helper()
	name, err := d.sounds.File(t.Context(), ivr.Prompt{ID: key, Language: l})
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// recording is a WAV file of a voice-like tone.
func recording(seconds, amplitude float64) []byte {
	const rate = 44100
	out := []byte("RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x44\xac\x00\x00\x88\x58\x01\x00\x02\x00\x10\x00data\xff\xff\xff\xff")
	for i := range int(seconds * rate) {
		at := 2 * math.Pi * float64(i) / rate
		v := 32767 * amplitude * math.Sin(440*at) * (0.55 - 0.45*math.Cos(4*at))
		out = binary.LittleEndian.AppendUint16(out, uint16(int16(v)))
	}
	return out
}

// TestAChangedTextIsHeardAtOnce: within a second, and its sound is there before a caller wants it.
func TestAChangedTextIsHeardAtOnce(t *testing.T) {
	d := loaded(t)
	old := d.file(t, "goodbye", "zh")
	began := time.Now()
	e, err := d.save(t, "goodbye", "zh", forms("感谢来电，祝您平安。"), 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("measured: a changed text is heard after %v", time.Since(began).Round(time.Millisecond))
	if e.Rev != 1 || e.Shipped || e.By.Name != "顾电信" {
		t.Errorf("%+v", e)
	}
	t.Setenv("PATH", "") // no engine any more: what is heard was made before
	if got := d.file(t, "goodbye", "zh"); got == old {
		t.Error("callers hear the old text")
	}
}

// TestTwoAdministrators: the second is told what stands there now, and nothing is lost.
func TestTwoAdministrators(t *testing.T) {
	t.Parallel()
	d := loaded(t)
	if _, err := d.save(t, "goodbye", "zh", forms("再见。"), 0); err != nil {
		t.Fatal(err)
	}
	var stale *prompts.Stale
	if _, err := d.save(t, "goodbye", "zh", forms("祝您愉快。"), 0); !errors.As(err, &stale) || stale.Now.Forms["other"] != "再见。" || stale.Now.Rev != 1 {
		t.Errorf("%v: the second must see the first's text", err)
	}
	if _, err := d.save(t, "goodbye", "zh", forms("祝您愉快。"), 7); !errors.As(err, &stale) {
		t.Errorf("%v: nobody has seen version 7", err)
	}
	other := newDesk(t, d.db, t.TempDir(), nil) // a second service on the same database
	if err := other.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := other.save(t, "goodbye", "zh", forms("祝您愉快。"), 1); err != nil {
		t.Fatal(err)
	}
	if _, err := d.save(t, "goodbye", "zh", forms("慢走。"), 1); !errors.As(err, &stale) || stale.Now.Rev != 2 {
		t.Errorf("%v: another service changed it", err)
	}
	history, err := d.History(t.Context(), "goodbye", "zh")
	if err != nil || len(history) != 2 || history[0].Forms["other"] != "祝您愉快。" {
		t.Errorf("%+v (%v)", history, err)
	}
	if e, err := d.save(t, "goodbye", "zh", nil, 2); err != nil || !e.Shipped || e.Forms["other"] != "感谢您的来电，再见。" {
		t.Errorf("the shipped text does not come back: %+v (%v)", e, err)
	}
}

// TestTextsThatAreRefused: what callers would not hear rightly is not saved, and each fault is
// named.
func TestTextsThatAreRefused(t *testing.T) {
	t.Parallel()
	d := loaded(t)
	for _, c := range []struct {
		key   string
		l     ivr.Language
		forms prompts.Forms
		want  string
	}{
		{"queue_pos", "en", prompts.Forms{"other": "{n} ahead, {m}."}, "forms.one required"},
		{"queue_pos", "en", prompts.Forms{"one": "One ahead, {m}.", "other": "Many ahead, {m}."}, "forms.one unknown"}, // no number in any form
		{"queue_pos", "en", prompts.Forms{"one": "One ahead, {m}.", "other": "{n} ahead."}, "forms.other.{m} required"},
		{"queue_pos", "zh", prompts.Forms{"other": "前面还有人，等{m}。"}, "forms.other.{n} required"},
		{"queue_pos", "zh", prompts.Forms{"one": "一位，{m}", "other": "{n}位，{m}。"}, "forms.one unknown"},
		{"goodbye", "zh", forms("再见，{dept}。"), "forms.other.{dept} unknown"},
		{"goodbye", "zh", forms("再见，{colour}。"), "forms.other.{colour} unknown"},
		{"goodbye", "zh", forms("再见，{city。"), "forms.other invalid"},
		{"goodbye", "zh", forms("再见{{.city}}。"), "forms.other invalid"},
		{"goodbye", "zh", forms("\U0003134a再见。"), "forms.other invalid"},
		{"goodbye", "zh", forms("……"), "forms.other invalid"},
		{"goodbye", "zh", forms(" "), "forms.other required"},
		{"goodbye", "zh", forms(strings.Repeat("再见。", 200)), "forms.other too_long"},
		{"goodbye", "zh", forms("再\n见"), "forms.other control_character"},
		{"Good bye", "zh", forms("再见。"), "key invalid"},
		{"../goodbye", "zh", forms("再见。"), "key invalid"},
		{"goodbye", "xx", forms("再见。"), "language unknown"},
	} {
		_, err := d.save(t, c.key, c.l, c.forms, 0)
		var wrong *errs.Invalid
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s in %s %q: %v, want %s", c.key, c.l, c.forms, err, c.want)
		}
	}
	for _, f := range []prompts.Forms{
		{"zero": "You are next.", "one": "One caller is ahead, {m}.", "other": "{n} callers are ahead, {m}."},
		{"one": "{n} caller is ahead in {city}, {m}.", "other": "{n} callers are ahead, {m}."},
	} {
		e, err := d.save(t, "queue_pos", "en", f, d.Entry("queue_pos", "en").Rev)
		if err != nil || len(e.Arguments) < 2 {
			t.Errorf("%v: %v", f, err)
		}
	}
	auditor := prompts.Editor{Author: telecom.Author}
	if _, err := d.Save(t.Context(), auditor, prompts.PromptVersion{Key: "goodbye", Language: "zh", Forms: forms("再见。")}, 0); !errors.Is(err, errs.ErrForbidden) {
		t.Errorf("an auditor saves: %v", err)
	}
}

// TestEachNumberHasItsForm: none, one and many are heard as they were written.
func TestEachNumberHasItsForm(t *testing.T) {
	t.Parallel()
	d := loaded(t)
	f := prompts.Forms{"zero": "You are next.", "one": "One caller is ahead, {m}.", "other": "{n} callers are ahead, {m}."}
	for n, want := range map[string]string{"0": "You are next.", "1": "One caller is ahead, 2 minutes.", "11": "11 callers are ahead, 2 minutes."} {
		heard, err := d.Listen(t.Context(), ivr.Prompt{ID: "queue_pos", Language: "en", Args: map[string]string{"n": n, "m": "2"}}, f)
		if err != nil || heard.Words != want || heard.Seconds < 0.5 || math.Abs(heard.Level+26) > 2 {
			t.Errorf("%s: %q, %.1f s, %.1f dBov (%v)", n, heard.Words, heard.Seconds, heard.Level, err)
		}
	}
}

// TestANewPromptInItsOwnWords: an option that was not shipped is added in three languages, and
// stays while a menu says it.
func TestANewPromptInItsOwnWords(t *testing.T) {
	t.Parallel()
	d := loaded(t)
	for l, text := range map[ivr.Language]string{"zh": "台风信息请按9。", "yue": "颱風消息請撳9。"} {
		if _, err := d.save(t, "typhoon_9", l, forms(text), 0); err != nil {
			t.Fatal(err)
		}
	}
	i := slices.IndexFunc(d.List(), func(l prompts.PromptLine) bool { return l.Key == "typhoon_9" })
	if i < 0 {
		t.Fatal("the new prompt is not listed")
	}
	line := d.List()[i]
	if !slices.Equal(line.MissingText, []ivr.Language{"en"}) || len(line.Entries) != 2 || len(line.Uses) != 1 {
		t.Errorf("%+v", line)
	}
	if len(line.MissingSound) > 0 {
		t.Errorf("missing sounds %v: they are made before a text is heard", line.MissingSound)
	}
	goodbye := func() []ivr.Language {
		list := d.List()
		return list[slices.IndexFunc(list, func(l prompts.PromptLine) bool { return l.Key == "goodbye" })].MissingSound
	}
	if got := goodbye(); !slices.Equal(got, []ivr.Language{"zh", "yue", "en"}) {
		t.Errorf("missing sounds %v: nobody heard it yet", got)
	}
	d.file(t, "goodbye", "yue")
	if got := goodbye(); !slices.Equal(got, []ivr.Language{"zh", "en"}) {
		t.Errorf("missing sounds %v", got)
	}
	if _, err := d.save(t, "typhoon_9", "zh", nil, 1); err == nil || !strings.Contains(err.Error(), "in_use") {
		t.Errorf("a prompt that a menu says is taken away: %v", err)
	}
}

// TestARecordingIsHeard in place of the voice, also on another machine and after a restart
// without a database, until it is taken away.
func TestARecordingIsHeard(t *testing.T) {
	t.Parallel()
	d := loaded(t)
	spoken := d.file(t, "queue_next", "yue")
	out, err := d.Record(t.Context(), telecom, "queue_next", "yue", "../../etc/queue_next.wav", recording(2, 0.1), 0)
	if err != nil || out.Result != prompts.Used || out.File != "queue_next.wav" || math.Abs(out.Recording.Level+26) > 2 || out.Recording.Original > -24 {
		t.Fatalf("%+v (%v)", out, err)
	}
	recorded := d.file(t, "queue_next", "yue")
	if recorded == spoken || recorded != out.Recording.Sum {
		t.Errorf("callers hear %s, not the recording %s", recorded, out.Recording.Sum)
	}
	if again, err := d.Record(t.Context(), telecom, "queue_next", "yue", "queue_next.wav", recording(2, 0.1), 0); err != nil || again.Result != prompts.Unchanged {
		t.Errorf("the same once more: %+v (%v)", again, err)
	}
	elsewhere := newDesk(t, d.db, t.TempDir(), nil)
	if err := elsewhere.Load(t.Context()); err != nil || elsewhere.file(t, "queue_next", "yue") != recorded {
		t.Errorf("another machine does not play it: %v", err)
	}
	if alone := newDesk(t, d.db, d.dir, nil); alone.file(t, "queue_next", "yue") != recorded { // nothing was loaded
		t.Error("a restart without a database forgets the recording")
	}
	if heard, err := d.Listen(t.Context(), ivr.Prompt{ID: "queue_next", Language: "yue"}, nil); err != nil || math.Abs(heard.Seconds-out.Recording.Seconds) > 0.01 {
		t.Errorf("%.2f s (%v)", heard.Seconds, err)
	}
	if _, err := d.Unrecord(t.Context(), telecom, "queue_next", "yue", 0); err == nil {
		t.Error("an older form takes the recording away")
	}
	if _, err := d.Unrecord(t.Context(), telecom, "queue_next", "yue", 1); err != nil || d.file(t, "queue_next", "yue") != spoken {
		t.Errorf("the voice does not speak again: %v", err)
	}
	if _, err := d.Unrecord(t.Context(), telecom, "queue_next", "yue", 2); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("twice: %v", err)
	}
}

// TestReturnedRecordings: each file is used, refused with the second and the reason, or has no
// prompt; no name leaves its folder.
func TestReturnedRecordings(t *testing.T) {
	t.Parallel()
	d := loaded(t)
	clipped := recording(3, 0.9)
	for i := 44 + 2*44100*2; i < 44+2*44100*5/2; i += 2 {
		v := int16(30000)
		if i/200%2 == 0 {
			v = -30000
		}
		binary.LittleEndian.PutUint16(clipped[i:], uint16(v))
	}
	good := recording(1, 0.2)
	for _, c := range []struct {
		file   string
		raw    []byte
		result prompts.Result
		reason string
		second float64
	}{
		{"hold_thanks_yue.wav", good, prompts.Used, "", 0},
		{"hold_thanks_zh.WAV", recording(1.5, 0.2), prompts.Used, "", 0},
		{`C:\\录音\\goodbye_yue.wav`, good, prompts.Used, "", 0},
		{"../../../goodbye_zh.wav", good, prompts.Used, "", 0},
		{"invalid_yue.wav", clipped, prompts.Rejected, "clipped", 2},
		{"invalid_zh.wav", make([]byte, 2000), prompts.Rejected, "not_audio", 0},
		{"invalid_en.m4a", []byte("\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00"), prompts.Rejected, "m4a", 0},
		{"queue_pos_yue.wav", good, prompts.TakesArgs, "", 0},
		{"status_handled_yue.wav", good, prompts.TakesArgs, "", 0},
		{"night_yue.mp3", good, prompts.NoSuchKey, "", 0},
		{"goodbye_hak.wav", good, prompts.NoSuchKey, "", 0},
		{"goodbye.wav", good, prompts.NoSuchKey, "", 0},
		{"../x", good, prompts.NoSuchKey, "", 0},
		{"..", good, prompts.NoSuchKey, "", 0},
		{"", good, prompts.NoSuchKey, "", 0},
	} {
		out, err := d.Import(t.Context(), telecom, c.file, c.raw)
		if err != nil || out.Result != c.result || out.Reason != c.reason || math.Abs(out.Second-c.second) > 0.1 || strings.Contains(out.File, "/") {
			t.Errorf("%s: %+v (%v), want %s %s", c.file, out, err, c.result, c.reason)
		}
	}
	rows := d.Script([]ivr.Language{"yue"}, true)
	if slices.ContainsFunc(rows, func(r prompts.ScriptRow) bool {
		return r.Key == "goodbye" || r.Key == "queue_pos" || r.State != prompts.Spoken
	}) {
		t.Errorf("the script has what was recorded, or says values: %+v", rows)
	}
	all := d.Script(nil, false)
	i := slices.IndexFunc(all, func(r prompts.ScriptRow) bool { return r.File == "welcome_short_en.wav" })
	if i < 0 || all[i].Text != "Hello, Yunwan12345." && all[i].Text != "Hello, Yunwan 12345." {
		t.Errorf("the script lacks the city: %+v", all[max(i, 0)])
	}
}

// TestAReadingIsHeard: a word is read as the city says, and what cannot be read is refused.
func TestAReadingIsHeard(t *testing.T) {
	t.Parallel()
	d := loaded(t)
	p := ivr.Prompt{ID: "transfer_dept", Language: "zh", Args: map[string]string{"dept": "单家庄"}}
	before, err := d.sounds.File(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.SaveReading(t.Context(), telecom, prompts.WordReading{Language: "zh", Word: "单家庄", Reading: "shan4 jia1 zhuang1"}, 0)
	if err != nil || r.Rev != 1 {
		t.Fatalf("%+v (%v)", r, err)
	}
	if after, err := d.sounds.File(t.Context(), p); err != nil || after == before {
		t.Errorf("the word is read as before (%v)", err)
	}
	if _, err := d.SaveReading(t.Context(), telecom, prompts.WordReading{Language: "zh", Word: "单家庄", Reading: "dan1 jia1 zhuang1"}, 0); !errors.Is(err, errs.ErrConflict) {
		t.Errorf("an older form: %v", err)
	}
	for _, bad := range []prompts.WordReading{{Language: "zh", Word: "", Reading: "a1"}, {Language: "zh", Word: "单", Reading: "shàn"}, {Language: "zh", Word: "单", Reading: "shan4; rm"},
		{Language: "xx", Word: "单", Reading: "shan4"}, {Language: "zh", Word: strings.Repeat("单", 21), Reading: "shan4"}} {
		var wrong *errs.Invalid
		if _, err := d.SaveReading(t.Context(), telecom, bad, 0); !errors.As(err, &wrong) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

// TestBeforeTheDatabaseIsThere: callers hear what was there last, and nothing is changed.
func TestBeforeTheDatabaseIsThere(t *testing.T) {
	t.Parallel()
	d := newDesk(t, dbtest.Migrated(t), t.TempDir(), nil)
	if _, err := d.save(t, "goodbye", "zh", forms("再见。"), 0); !errors.Is(err, errs.ErrUnavailable) {
		t.Errorf("a change before the versions are known: %v", err)
	}
	if len(d.List()) < 50 || d.file(t, "goodbye", "zh") == "" {
		t.Error("the shipped prompts are not there")
	}
	ctx, cancel := context.WithCancel(t.Context())
	d.Run(ctx)
	cancel()
	if _, err := d.save(t, "goodbye", "zh", forms("再见。"), 0); err != nil {
		t.Errorf("after it: %v", err)
	}
}

// TestATextThatNobodySpeaks changes nothing.
func TestATextThatNobodySpeaks(t *testing.T) {
	d := loaded(t)
	t.Setenv("PATH", "")
	_, err := d.save(t, "goodbye", "zh", forms("保重，再见。"), 0)
	if !errors.Is(err, prompts.ErrNotSpoken) || d.Entry("goodbye", "zh").Rev != 0 {
		t.Errorf("%v: the text must not be heard", err)
	}
}
