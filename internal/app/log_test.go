package app

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.uber.org/zap"
)

// TestTheLogHasNoNumber: not in the lines of any part, nor in those of the HTTP server, which
// writes through a logger of the standard library.
func TestTheLogHasNoNumber(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log, err := loggerTo(&out, "debug")
	if err != nil {
		t.Fatal(err)
	}
	log.Named("asterisk").Warn("telephone command failed", zap.String("detail", "PJSIP%2F13800138000%40trunk"))
	zap.NewStdLog(log.Named("http")).Print("http: panic serving: 0757-88886666")
	if got := out.String(); strings.Contains(got, "13800138000") || strings.Contains(got, "8888") || strings.Count(got, "***") != 2 {
		t.Errorf("the log says\n%s", got)
	}
	if _, err := loggerTo(&out, "loud"); err == nil {
		t.Error("an unknown level is taken")
	}
}

// ownLines are files that may write for themselves: the logger, and commands at a terminal.
var ownLines = []string{"internal/app/log.go", "cmd/hotline/main.go"}

// TestNobodyWritesPastTheLogger: whoever made a logger of his own, or wrote to the standard
// error output, would write numbers unmasked.
func TestNobodyWritesPastTheLogger(t *testing.T) {
	t.Parallel()
	looked := 0
	for _, top := range []string{"cti", "internal", "ivr", "tickets", "cmd/hotline"} {
		err := filepath.WalkDir(filepath.Join("../..", top), func(path string, d fs.DirEntry, err error) error {
			name, _ := filepath.Rel("../..", path)
			if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") ||
				within(filepath.ToSlash(filepath.Dir(name)), "internal/devstack") || slices.Contains(ownLines, filepath.ToSlash(name)) {
				return err
			}
			looked++
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if past := pastTheLogger(n); past != "" {
					t.Errorf("%s uses %s; internal/app makes the only logger", name, past)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if looked < 300 {
		t.Errorf("only %d files were looked at", looked)
	}
}

// pastTheLogger returns what in a piece of code writes lines without it; empty for nothing.
func pastTheLogger(n ast.Node) string {
	if call, ok := n.(*ast.CallExpr); ok {
		if id, ok := call.Fun.(*ast.Ident); ok && (id.Name == "println" || id.Name == "print") {
			return id.Name
		}
	}
	s, ok := n.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	pkg, ok := s.X.(*ast.Ident)
	if !ok {
		return ""
	}
	full := pkg.Name + "." + s.Sel.Name
	switch {
	case slices.Contains([]string{"zap.New", "zap.NewProduction", "zap.NewDevelopment", "zap.NewExample", "zap.Must", "zap.NewProductionConfig",
		"zap.NewDevelopmentConfig", "zapcore.NewCore", "os.Stderr", "slog.Default", "slog.Info", "slog.Warn", "slog.Error", "slog.NewTextHandler", "slog.NewJSONHandler"}, full):
		return full
	case pkg.Name == "log" && (strings.HasPrefix(s.Sel.Name, "Print") || strings.HasPrefix(s.Sel.Name, "Fatal") || strings.HasPrefix(s.Sel.Name, "Panic") || s.Sel.Name == "New"):
		return full
	}
	return ""
}
