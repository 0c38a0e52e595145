package locale_test

import (
	"testing"
	"testing/fstest"

	"hotline12345/internal/locale"
)

func TestPluralsAndGaps(t *testing.T) {
	t.Parallel()
	m, err := locale.Load(fstest.MapFS{
		"a.en.json":  {Data: []byte(`{"wait":{"one":"{{.n}} minute","other":"{{.n}} minutes"},"plain":"hello"}`)},
		"a.zh.json":  {Data: []byte(`{"wait":"{{.n}}分钟"}`)},
		"a.yue.json": {Data: []byte(`{"wait":"{{.n}}分鐘"}`)},
	}, "a")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lang, n, want string
		count         int
	}{{"en", "1", "1 minute", 1}, {"en", "2", "2 minutes", 2}, {"zh", "1", "1分钟", 1}, {"yue", "3", "3分鐘", 3}} {
		got, err := m.Text(c.lang, "wait", map[string]string{"n": c.n}, c.count)
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
