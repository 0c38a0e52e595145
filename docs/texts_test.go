package docs_test

import (
	"regexp"
	"strings"
	"testing"
)

var (
	// saidByT matches a call of t or te, as far as its first argument may reach.
	saidByT = regexp.MustCompile(`\bte?\(([^)\n]*)`)
	// wholeKey matches a key that is written out: 'call.hold', not the beginning of one.
	wholeKey = regexp.MustCompile(`'([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)'`)
)

// TestEachTextOfThePagesIsThere: a key that a page writes out, also one of two
// (t(held ? 'call.resume' : 'call.hold')), has its text in each language; a page
// would show the key else.
func TestEachTextOfThePagesIsThere(t *testing.T) {
	used := map[string]string{}
	for _, name := range files(t, ".vue", ".ts") {
		if !strings.HasPrefix(name, "agent-web/src/") || strings.HasSuffix(name, ".test.ts") {
			continue
		}
		for _, call := range saidByT.FindAllStringSubmatch(read(t, name), -1) {
			for _, key := range wholeKey.FindAllStringSubmatch(call[1], -1) {
				used[key[1]] = name
			}
		}
	}
	if len(used) < 400 {
		t.Errorf("only %d keys were found", len(used))
	}
	for _, language := range []string{"zh-CN", "zh-HK", "en"} {
		have := texts(t, language, "agent-web/src/")
		for key, name := range used {
			if have[key] == "" {
				t.Errorf("%s says %s, which has no text in %s", name, key, language)
			}
		}
	}
}
