package docs_test

import (
	"go/ast"
	"maps"
	"slices"
	"strings"
	"testing"
)

// otherWords are words for what the glossary calls otherwise, by language.
var otherWords = map[string][]struct{ word, not string }{
	"zh-CN": {
		{"超期", "逾期"}, {"超期", "逾时"}, {"超期", "超时"}, // overdue
		{"直接答复", "当场答复"},
		{"话务员", "坐席员"}, {"话务员", "接线员"},
		{"查询记录", "查看记录"},
	},
	"zh-HK": {
		{"逾期", "超期"}, {"逾期", "逾時"}, {"逾期", "超時"},
		{"即時答覆", "當場答覆"}, {"即時答覆", "即時回覆"}, {"回覆", "按承諾答覆"},
		{"話務員", "職員收線"},
	},
	"en": {
		{"access record", "Looks"}, {"failed deliveries", "dead letter"},
	},
}

// TestThePagesUseTheGlossarysWords: one word for one thing on all pages.
func TestThePagesUseTheGlossarysWords(t *testing.T) {
	glossary := read(t, "docs/glossary.md")
	for _, language := range slices.Sorted(maps.Keys(otherWords)) {
		sentences := texts(t, language, "agent-web/src/")
		if len(sentences) < 1000 {
			t.Errorf("only %d sentences were found in %s", len(sentences), language)
		}
		for _, w := range otherWords[language] {
			if language != "en" && !strings.Contains(glossary, w.word) {
				t.Errorf("the glossary has no %s", w.word)
			}
			for _, key := range slices.Sorted(maps.Keys(sentences)) {
				if strings.Contains(sentences[key], w.not) {
					t.Errorf("%s: %s says %q, the glossary says %q: %s", language, key, w.not, w.word, sentences[key])
				}
			}
		}
	}
}

// TestPapersUseTheGlossarysWords: so do the documents that are printed, in Chinese.
func TestPapersUseTheGlossarysWords(t *testing.T) {
	read := parsed(t, "tickets/papers")
	for _, name := range sortedNames(read) {
		ast.Inspect(read[name], func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok {
				return true
			}
			for _, w := range otherWords["zh-CN"] {
				if strings.Contains(lit.Value, w.not) {
					t.Errorf("%s says %q, the glossary says %q: %s", name, w.not, w.word, lit.Value)
				}
			}
			return true
		})
	}
}

// spokenWords are characters of spoken Cantonese; pages are read, so zh-HK is in
// formal written Chinese.
const spokenWords = "嘅喺唔佢咗嚟畀嗰啲咁冇噉哋嘢啱攞揾搵乜嗌撳揀睇"

// readAloud are texts that an agent reads to a citizen: they are in spoken words.
var readAloud = []string{"matter.anonymous_words"}

// TestHongKongsPagesAreWrittenChinese: as offices there write.
func TestHongKongsPagesAreWrittenChinese(t *testing.T) {
	sentences := texts(t, "zh-HK", "agent-web/src/")
	for _, key := range slices.Sorted(maps.Keys(sentences)) {
		if strings.ContainsAny(sentences[key], spokenWords) && !slices.Contains(readAloud, key) {
			t.Errorf("zh-HK: %s is spoken Cantonese: %s", key, sentences[key])
		}
	}
}

// TestATermStandsOnce: two rows of one term in a section are two words for one thing, or one for two.
func TestATermStandsOnce(t *testing.T) {
	section, seen := "", map[string]bool{}
	for line := range strings.Lines(read(t, "docs/glossary.md")) {
		if strings.HasPrefix(line, "## ") {
			section = strings.TrimSpace(line)
			continue
		}
		term, _, is := strings.Cut(strings.TrimPrefix(line, "| "), " | ")
		if !is || !strings.HasPrefix(line, "| ") {
			continue
		}
		if key := section + term; seen[key] {
			t.Errorf("%s stands twice below %s", term, section)
		} else {
			seen[key] = true
		}
	}
}
