package locale_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"hotline12345/internal/locale"
)

func load(t *testing.T) *locale.Messages {
	t.Helper()
	m, err := locale.Load(fstest.MapFS{
		"a.en.json": {Data: []byte(`{"wait":{"one":"{{.n}} minute","other":"{{.n}} minutes"},"plain":"hello",
			"days":"within {{.n}} days","ahead":{"zero":"you are next","one":"{{.n}} caller","other":"{{.n}} callers"}}`)},
		"a.zh.json":  {Data: []byte(`{"wait":"{{.n}}分钟"}`)},
		"a.yue.json": {Data: []byte(`{"wait":"{{.n}}分鐘"}`)},
		"a.hak.json": {Data: []byte(`{"wait":"{{.n}}分鐘"}`)},
	}, "a", map[string]string{"hak": "zh-Hant"})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestPluralsAndGaps(t *testing.T) {
	t.Parallel()
	m := load(t)
	for _, c := range []struct {
		lang, key, n, want string
		count              int
	}{
		{"en", "wait", "1", "1 minute", 1}, {"en", "wait", "2", "2 minutes", 2}, {"zh", "wait", "1", "1分钟", 1},
		{"yue", "wait", "3", "3分鐘", 3}, {"hak", "wait", "3", "3分鐘", 3},
		{"en", "days", "1", "within 1 days", 1}, // no form for one: said all the same
		{"en", "ahead", "0", "you are next", 0}, {"en", "ahead", "1", "1 caller", 1}, {"en", "ahead", "0", "0 callers", 100},
	} {
		got, err := m.Text(c.lang, c.key, map[string]string{"n": c.n}, c.count)
		if err != nil || got != c.want {
			t.Errorf("%s %s: %q (%v), want %q", c.lang, c.n, got, err, c.want)
		}
	}
	if text, err := m.Text("zh", "plain", nil, 0); err == nil {
		t.Errorf("a sentence that zh lacks gives %q", text)
	}
	if text, err := m.Text("zh", "wait", nil, 0); err == nil {
		t.Errorf("a missing argument gives %q", text)
	}
}

func TestChangedSentences(t *testing.T) {
	t.Parallel()
	m := load(t)
	changed, err := m.With("en", map[string]locale.Message{"plain": {"other": "good day, {{.name}}"}, "days": nil})
	if err != nil {
		t.Fatal(err)
	}
	if got := changed.Message("en", "plain").Arguments(); !slices.Equal(got, []string{"name"}) {
		t.Errorf("arguments %v", got)
	}
	if got, err := changed.Text("en", "plain", map[string]string{"name": "{n}"}, 0); err != nil || got != "good day, {n}" {
		t.Errorf("%q (%v)", got, err)
	}
	if keys := changed.Keys("en"); slices.Contains(keys, "days") || !slices.Contains(m.Keys("en"), "days") {
		t.Errorf("%v: the old set must stay, the new one lose its sentence", keys)
	}
	if _, err := m.With("xx", nil); err == nil {
		t.Error("a language that is not there was changed")
	}
}

func TestCategories(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string][]string{"en": {"one", "other"}, "zh": {"other"}, "yue": {"other"}, "ru": {"few", "many", "one", "other"}, "ar": {"few", "many", "one", "other", "two", "zero"}} {
		if got, err := locale.Categories(tag); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v (%v), want %v", tag, got, err, want)
		}
	}
}
