package flowfile_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hotline12345/internal/flowfile"
	"hotline12345/ivr"
)

// TestAShippedFlowReadsBackAsItWasWritten, though without its comments.
func TestAShippedFlowReadsBackAsItWasWritten(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../ivr/flows/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no flows: %v", err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := flowfile.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		out := written(t, f)
		if strings.Contains(out, "#  ") || strings.Index(out, string(f.Start)+":") > strings.Index(out, "officer:") {
			t.Errorf("%s is written as\n%s", name, out)
		}
	}
}

// written returns a flow as a file that reads back as the same flow.
func written(t interface {
	Helper()
	Fatalf(string, ...any)
}, f ivr.Flow) string {
	t.Helper()
	raw, err := flowfile.Write(f)
	if err != nil {
		t.Fatalf("write: %v", err)
	}
	back, err := flowfile.Read(raw)
	if err != nil || !reflect.DeepEqual(back, f) {
		t.Fatalf("%v: written\n%s\nread back %+v\nwant      %+v", err, raw, back, f)
	}
	return string(raw)
}

// TestAnyFlowReadsBack: whatever stands in the names and texts, also a flow with faults.
func TestAnyFlowReadsBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		awkward := rapid.SampledFrom([]string{"a", "menu", "12", "007", "true", "no", "null", "~", "1e3", "0x1f", "2026-11-29", "a: b", "- a", "#a", "'", `"`, "{x}", "台风 ☔", "a\nb", " a ", "*a", "&a", "!a", "@a", "%a", "\u00a0"})
		id := rapid.Custom(func(r *rapid.T) ivr.NodeID { return ivr.NodeID(awkward.Draw(r, "id")) })
		prompts := rapid.SliceOfN(awkward, 1, 40)
		f := ivr.Flow{ID: awkward.Draw(r, "flow"), Version: awkward.Draw(r, "version"), Start: id.Draw(r, "start"), Nodes: ivr.Nodes{}}
		for range rapid.IntRange(1, 6).Draw(r, "nodes") {
			keys := rapid.MapOfN(rapid.SampledFrom([]string{"0", "1", "9", "*", "#", "A"}), id, 1, 6)
			f.Nodes[id.Draw(r, "node")] = rapid.OneOf(
				rapid.Custom(func(r *rapid.T) ivr.Node {
					return ivr.Menu{Prompts: prompts.Draw(r, "prompts"), Keys: keys.Draw(r, "keys"), Fallback: id.Draw(r, "fallback"),
						InputTimeout: time.Duration(rapid.Int64Range(0, 1e12).Draw(r, "timeout"))}
				}),
				rapid.Custom(func(r *rapid.T) ivr.Node {
					return ivr.Queue{Prompts: prompts.Draw(r, "prompts"), Queue: awkward.Draw(r, "queue"), Language: "yue"}
				}),
			).Draw(r, "of a kind")
		}
		written(r, f)
	})
}

// TestAMisspeltFieldIsAnErrorWithItsLine wherever it stands.
func TestAMisspeltFieldIsAnErrorWithItsLine(t *testing.T) {
	t.Parallel()
	const head, nodes = "id: a\nversion: \"1\"\nstart: x\n", "nodes:\n  x:\n    kind: menu\n    prompts: [menu]\n    keys: {\"1\": y}\n    input_timeout: 5s\n    fallback: y\n  y: {kind: queue, queue: general}\n"
	if _, err := flowfile.Parse([]byte(head + nodes)); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		strings.Replace(head, "start", "begin", 1) + nodes:                                      "line 3: field begin not found",
		head + strings.Replace(nodes, "prompts:", "promts:", 1):                                 "line 7: field promts not found",
		head + strings.Replace(nodes, "{kind: queue, queue", "{kind: queue, prio: 1, queue", 1): "line 11: field prio not found",
		head + strings.Replace(nodes, "input_timeout: 5s", "input_timeout: soon", 1):            "line 9: cannot unmarshal !!str `soon` into time.Duration",
		head + nodes + "  x: {kind: queue, queue: general}\n":                                   `line 12: mapping key "x" already defined at line 5`,
		head + nodes + "---\n" + head:                                                           "a second document",
		"":                                                                                      "there is nothing",
	} {
		if _, err := flowfile.Read([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\nread with %v, want %q", text, err, want)
		}
	}
}
