package docs_test

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"
)

// saidCodes are the codes that a package gives to a function as its first argument, and those
// of a field Code.
func saidCodes(t *testing.T, pkg, function string) []string {
	t.Helper()
	var codes []string
	for _, file := range parsed(t, pkg) {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if id, ok := n.Fun.(*ast.Ident); ok && id.Name == function && len(n.Args) > 0 {
					codes = append(codes, literal(n.Args[0])...)
				}
			case *ast.KeyValueExpr:
				if id, ok := n.Key.(*ast.Ident); ok && id.Name == "Code" {
					codes = append(codes, codeOf(n.Value)...)
				}
			}
			return true
		})
	}
	return codes
}

// codeOf returns the code of an expression: one that is written out, or what ends with
// "_away", for both parts that can be away.
func codeOf(e ast.Expr) []string {
	if sum, ok := e.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		if end := literal(sum.Y); len(end) == 1 {
			return []string{"database" + end[0], "ari" + end[0]}
		}
	}
	return literal(e)
}

// TestEachStateOfAPartHasItsWords: whatever the status page may be told of a part is a sentence
// in each language, and what is wrong says what to do.
func TestEachStateOfAPartHasItsWords(t *testing.T) {
	codes, wrong := map[string]bool{}, map[string]bool{}
	for _, c := range saidCodes(t, "internal/status", "say") {
		codes[c] = true
	}
	kinds := constants(t, "internal/trouble", "Kind")
	for _, c := range slices.Concat(saidCodes(t, "internal/app", "fault"), kinds,
		[]string{"disk_low", "disk_days", "prompts_missing", "certificate_ends", "certificate_ended", "network_loss", "database_behind"}) {
		if !slices.Contains(kinds, c) || strings.HasPrefix(c, "database_") || strings.HasPrefix(c, "ari_") {
			codes[c], wrong[c] = true, true
		}
	}
	if len(codes) < 75 || len(wrong) < 40 {
		t.Errorf("only %d codes were found, %d of them of what is wrong", len(codes), len(wrong))
	}
	for _, language := range []string{"zh-CN", "zh-HK", "en"} {
		have := texts(t, language, "agent-web/src/features/status/")
		for _, c := range slices.Sorted(maps.Keys(codes)) {
			if have["ops.says."+c] == "" {
				t.Errorf("the status page has no ops.says.%s in %s", c, language)
			}
			if wrong[c] && have["ops.do."+c] == "" {
				t.Errorf("the status page does not say in %s what to do about %s", language, c)
			}
		}
		for key := range have {
			if c, ok := strings.CutPrefix(key, "ops.says."); ok && !codes[c] {
				t.Errorf("nobody says %s, which has a sentence in %s", c, language)
			}
		}
	}
}
