package tokenizer

import (
	"slices"
	"strings"
	"testing"
)

// finds reports whether a query finds a text, as the database would.
func finds(index []string, query [][][]string) bool {
	has := func(token string) bool {
		if start, ok := strings.CutSuffix(token, "*"); ok {
			return slices.ContainsFunc(index, func(t string) bool { return strings.HasPrefix(t, start) })
		}
		return slices.Contains(index, token)
	}
	for _, term := range query {
		if !slices.ContainsFunc(term, func(way []string) bool { return !slices.ContainsFunc(way, func(t string) bool { return !has(t) }) }) {
			return false
		}
	}
	return len(query) > 0
}

func TestWhatIsTypedIsFound(t *testing.T) {
	t.Parallel()
	w := shared
	index := w.Index("湖心路近白鹭小学有五盏路灯三天不亮，𠮷祥里物业公司不管。电话138-0013-8000，WiFi断了😀 KTV扰民。")
	for query, want := range map[string]bool{
		"路灯": true, "路灯 不亮": true, "白鹭小学路灯": true, "物业公司": true, "物业": true, "公司物业": true, "白鹭小学": true, "灯": true, "𠮷": true, "𠮷祥里": true,
		"湖心路 路灯": true, "电话138号": true, "号": false, "五 盏": true, "五 噪": false, "wifi": true, "WIFI": true, "ktv": true, "wif": true, "wif 断了": false, "wifi 断了": true, "138": true, "13": false, "路灯 1": false, "800": true, "0013": true, "不管": true,
		"噪声": false, "路灯 噪声": false, "鹭小湖": false, "": false, "，。": false, "😀": false, "9999": false, "心湖": false,
	} {
		if got := finds(index, w.Query(query)); got != want {
			t.Errorf("%q: found %v, want %v (%v)", query, got, want, w.Query(query))
		}
	}
}

func TestTokensAreFewAndShort(t *testing.T) {
	t.Parallel()
	w := shared
	if got := w.Index(""); len(got) != 0 {
		t.Errorf("nothing has tokens: %v", got)
	}
	long := strings.Repeat("噪", 50_000) + " " + strings.Repeat("x", 50_000)
	for _, token := range w.Index(long) {
		if len(token) > maxToken {
			t.Errorf("a token of %d bytes", len(token))
		}
	}
	if got := w.Index("噪声，噪声。噪声"); !slices.Equal(got, []string{"噪声", "声"}) {
		t.Errorf("tokens %v, want each once", got)
	}
}

func BenchmarkIndex(b *testing.B) {
	w := New()
	w.Index("热身")
	text := "临港路18号对面工地连续三天夜间十点以后仍在浇筑混凝土，噪声很大，老人和孩子无法休息，希望有关部门到现场制止并答复。"
	for b.Loop() {
		w.Index(text)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		New().Index("路灯")
	}
}
