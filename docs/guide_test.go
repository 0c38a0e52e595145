package docs_test

import (
	"go/ast"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// operators are the pages for those who run a hotline, and the file of alerts.
func operators(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	names := []string{"docs/operating.md", "docs/guide/alerts.yml"}
	for _, pair := range translated {
		names = append(names, pair[:]...)
	}
	for _, name := range names {
		texts[name] = read(t, name)
	}
	return texts
}

// translated are the pages in two languages: the guides, and what a visitor reads first.
var translated = inTwoLanguages()

func inTwoLanguages() [][2]string {
	pairs := [][2]string{{"README.md", "README.zh-CN.md"}}
	guides, err := filepath.Glob("guide/*.en.md")
	if err != nil || len(guides) == 0 {
		panic("no guides are found")
	}
	for _, g := range guides {
		pairs = append(pairs, [2]string{"docs/" + g, "docs/" + strings.TrimSuffix(g, "en.md") + "zh-CN.md"})
	}
	return pairs
}

// pagesTold are the guides to single pages, and where the texts of those pages are.
var pagesTold = map[[2]string][]string{
	{"docs/guide/hours.en.md", "docs/guide/hours.zh-CN.md"}: {"hours", "queues", "broadcasts", "session"},
}

// TestGuidesToPagesNameWhatIsThere: what is set in bold is what a button says.
func TestGuidesToPagesNameWhatIsThere(t *testing.T) {
	bold := regexp.MustCompile(`\*\*([^*]+)\*\*`)
	for pair, features := range pagesTold {
		for i, locale := range []string{"en", "zh-CN"} {
			texts := ""
			for _, f := range features {
				texts += read(t, "agent-web/src/features/"+f+"/locales/"+locale+".json")
			}
			said := bold.FindAllStringSubmatch(read(t, pair[i]), -1)
			if len(said) == 0 {
				t.Errorf("%s names nothing", pair[i])
			}
			for _, m := range said {
				if !strings.Contains(strings.ReplaceAll(texts, "{year}", "2026"), `"`+m[1]+`"`) && !strings.Contains(texts, `"`+m[1]+`"`) {
					t.Errorf("%s: no page says %q", pair[i], m[1])
				}
			}
		}
	}
}

func TestTranslationsLeadToEachOther(t *testing.T) {
	for _, pair := range translated {
		for i, name := range pair {
			if other := filepath.Base(pair[1-i]); !strings.Contains(read(t, name), "]("+other+")") {
				t.Errorf("%s does not lead to %s", name, other)
			}
		}
	}
}

var (
	fenced  = regexp.MustCompile("(?ms)^```\\w*\n(.*?)^```")
	comment = regexp.MustCompile(`\s+# .*`)
)

// commandBlocks are a page's blocks of commands and settings, without remarks. The map of the
// folders is none: it is told in the page's language.
func commandBlocks(text string) (blocks []string) {
	for _, m := range fenced.FindAllStringSubmatch(text, -1) {
		if !strings.HasPrefix(m[1], "cmd/hotline ") {
			blocks = append(blocks, comment.ReplaceAllString(m[1], ""))
		}
	}
	return blocks
}

func TestTranslationsHaveTheSameCommandsAndSections(t *testing.T) {
	blocks := 0
	for _, pair := range translated {
		a, b := commandBlocks(read(t, pair[0])), commandBlocks(read(t, pair[1]))
		blocks += len(a)
		if len(a) != len(b) {
			t.Errorf("%s has %d blocks of commands, %s has %d", pair[0], len(a), pair[1], len(b))
			continue
		}
		for i := range a {
			if a[i] != b[i] {
				t.Errorf("%s says\n%s%s says\n%s", pair[0], a[i], pair[1], b[i])
			}
		}
		if na, nb := strings.Count(read(t, pair[0]), "\n## "), strings.Count(read(t, pair[1]), "\n## "); na != nb {
			t.Errorf("%s has %d sections, %s has %d", pair[0], na, pair[1], nb)
		}
	}
	if blocks == 0 {
		t.Error("no page has commands")
	}
}

// row is one of a README's settings.
type row struct{ names, standard string }

// settingsTable are the rows that begin with a variable. A default that is a sentence is left out.
func settingsTable(text string) (rows []row) {
	variable := regexp.MustCompile("`(_?[A-Z]+[A-Z_]*)`")
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) < 4 || !strings.HasPrefix(strings.TrimSpace(cells[1]), "`HOTLINE_") {
			continue
		}
		r := row{standard: strings.TrimSpace(cells[2])}
		for _, m := range variable.FindAllStringSubmatch(cells[1], -1) {
			r.names += m[1] + " "
		}
		if strings.Count(r.standard, " ") > 1 || strings.ContainsAny(r.standard, "的通") {
			r.standard = "a sentence"
		}
		rows = append(rows, r)
	}
	return rows
}

func TestBothReadmesHaveTheSameSettings(t *testing.T) {
	en, zh := settingsTable(read(t, "README.md")), settingsTable(read(t, "README.zh-CN.md"))
	if len(en) < 25 {
		t.Fatalf("only %d rows of settings were found", len(en))
	}
	for i, r := range en {
		if i >= len(zh) || zh[i] != r {
			t.Fatalf("README.md, row %d, has %+v; README.zh-CN.md has %v", i+1, r, append(zh, row{})[min(i, len(zh))])
		}
	}
	if len(zh) > len(en) {
		t.Errorf("README.zh-CN.md has more settings: %+v", zh[len(en):])
	}
}

// sourceTexts returns all that pattern finds in the Go files below a folder, tests left out.
func sourceTexts(t *testing.T, below string, pattern *regexp.Regexp) (found []string) {
	t.Helper()
	for _, name := range files(t, ".go") {
		if !strings.HasPrefix(name, below) || strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, m := range pattern.FindAllStringSubmatch(read(t, name), -1) {
			found = append(found, m[1])
		}
	}
	return found
}

// TestMetricsInTheGuidesAreExported: with their labels' values, so that no alert waits for what never comes.
func TestMetricsInTheGuidesAreExported(t *testing.T) {
	exported := sourceTexts(t, "internal/", regexp.MustCompile(`(?:Name: |Counter\(|Gauge\()"(hotline_[a-z_]+)"`))
	reasons := sourceTexts(t, "cti/record.go", regexp.MustCompile(`EndReason = "([a-z_]+)"`))
	events := kinds(t, "cti", "event")
	queued := sourceTexts(t, "internal/metrics/", regexp.MustCompile(`Buckets: \[\]float64\{([^}]*)\}`))
	metric := regexp.MustCompile(`\bhotline_[a-z_]+\b`)
	label := regexp.MustCompile(`\b(reason|type|le)="([^"]*)"`)
	checked := 0
	for name, text := range operators(t) {
		for _, m := range metric.FindAllString(text, -1) {
			base := m
			for _, suffix := range []string{"_bucket", "_count", "_sum"} {
				base = strings.TrimSuffix(base, suffix)
			}
			checked++
			if !slices.Contains(exported, m) && !slices.Contains(exported, base) {
				t.Errorf("%s names the metric %s, which is not exported", name, m)
			}
		}
		for _, m := range label.FindAllStringSubmatch(text, -1) {
			known := map[string]bool{"reason": slices.Contains(reasons, m[2]), "type": slices.Contains(events, m[2]),
				"le": slices.ContainsFunc(queued, func(b string) bool { return slices.Contains(strings.Split(b, ", "), m[2]) })}
			if !known[m[1]] {
				t.Errorf("%s asks for %s, which never comes", name, m[0])
			}
		}
	}
	if checked < 20 || len(exported) < 14 || len(reasons) < 8 {
		t.Errorf("only %d metrics were found in the guides, %d in the code, %d reasons", checked, len(exported), len(reasons))
	}
}

// TestEachAlertSaysWhatItMeansAndWhatToDo.
func TestEachAlertSaysWhatItMeansAndWhatToDo(t *testing.T) {
	var file struct {
		Groups []struct {
			Rules []struct {
				Alert, Expr, For    string
				Labels, Annotations map[string]string
			}
		}
	}
	if err := yaml.Unmarshal([]byte(read(t, "docs/guide/alerts.yml")), &file); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, g := range file.Groups {
		for _, r := range g.Rules {
			n++
			if r.Alert == "" || r.Expr == "" || r.Labels["severity"] == "" || r.Annotations["summary"] == "" || r.Annotations["do"] == "" {
				t.Errorf("alert %d is not whole: %+v", n, r)
			}
		}
	}
	if n < 10 {
		t.Errorf("only %d alerts were found", n)
	}
}

// aroundTheProgram are variables that the files around the program read, and one of Asterisk's.
var aroundTheProgram = []string{"HOTLINE_DEMO", "HOTLINE_POSTGRES_PORT", "HOTLINE_DEBIAN_MIRROR", "HOTLINE_OWNER"}

func TestSettingsInTheGuidesExist(t *testing.T) {
	read := append(sourceTexts(t, "internal/app/", regexp.MustCompile(`env:"(HOTLINE_[A-Z_]+)"`)), aroundTheProgram...)
	checked := 0
	for name, text := range operators(t) {
		for _, v := range regexp.MustCompile(`\bHOTLINE_[A-Z_]+\b`).FindAllString(text, -1) {
			checked++
			if !slices.Contains(read, v) {
				t.Errorf("%s names %s, which nothing reads", name, v)
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d settings were found", checked)
	}
}

// programCommands are the names in cmd/hotline's list.
func programCommands(t *testing.T) (names []string) {
	t.Helper()
	ast.Inspect(funcs(t, "cmd/hotline")["commands"], func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok || lit.Type != nil || len(lit.Elts) < 3 {
			return true
		}
		name, err := strconv.Unquote(lit.Elts[0].(*ast.BasicLit).Value)
		must(t, err)
		names = append(names, name)
		return true
	})
	return names
}

func TestCommandsInTheGuidesExist(t *testing.T) {
	have := append(programCommands(t), "COMMAND", "命令")
	targets := regexp.MustCompile(`(?m)^([a-z0-9-]+):`).FindAllStringSubmatch(read(t, "Makefile"), -1)
	prose := regexp.MustCompile("(?:as_hotline|hotline\\.sh|\n {4}hotline|`hotline) ([a-z-]+|COMMAND|命令)")
	units := regexp.MustCompile(`(?m)^systemctl .*$`) // named like the program
	block := regexp.MustCompile(`(?m)(?:^| )hotline ([a-z-]+)$|(?m)^hotline ([a-z-]+) `)
	checked := 0
	for name, text := range operators(t) {
		found := prose.FindAllStringSubmatch(text, -1)
		for _, b := range commandBlocks(text) {
			found = append(found, block.FindAllStringSubmatch(units.ReplaceAllString(b, ""), -1)...)
		}
		for _, m := range found {
			checked++
			if command := strings.Join(m[1:], ""); !slices.Contains(have, command) {
				t.Errorf("%s says hotline %s, which is no command", name, command)
			}
		}
		for _, m := range regexp.MustCompile("(?:`|\n)make ([a-z0-9-]+)").FindAllStringSubmatch(text, -1) {
			checked++
			if !slices.ContainsFunc(targets, func(target []string) bool { return target[1] == m[1] }) {
				t.Errorf("%s says make %s, which is no target", name, m[1])
			}
		}
	}
	if checked < 60 {
		t.Errorf("only %d commands were found", checked)
	}
}
