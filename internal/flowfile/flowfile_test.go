package flowfile_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"hotline12345/internal/flowfile"
	"hotline12345/ivr"
)

func TestTheShippedFlowsAreSound(t *testing.T) {
	t.Parallel()
	flows, err := flowfile.Load(os.DirFS("../../ivr/flows"))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := flows["main"]; !ok {
		t.Fatalf("flows %v: main is missing", flows)
	}
}

// TestAFileOfAnOlderVersionIsRead: it has no kinds and the old field names.
func TestAFileOfAnOlderVersionIsRead(t *testing.T) {
	t.Parallel()
	const old = "id: a\nstart: m\nnodes:\n" +
		"  m: {say: [menu], keys: {'1': q}, patience: 4s, otherwise: q}\n" +
		"  q: {say: [to_agent], queue: general}\n"
	flows, err := flowfile.Load(fstest.MapFS{"a.yaml": {Data: []byte(old)}})
	if err != nil {
		t.Fatal(err)
	}
	if kind := flows["a"].Nodes["m"].Kind(); kind != ivr.KindMenu {
		t.Errorf("node m is a %s, want a menu", kind)
	}
}

func TestTwoFilesOfOneFlow(t *testing.T) {
	t.Parallel()
	flow := &fstest.MapFile{Data: []byte("id: a\nstart: x\nnodes: {x: {kind: hang_up}}")}
	_, err := flowfile.Load(fstest.MapFS{"a.yaml": flow, "b.yaml": flow})
	if want := `flow file b.yaml: a flow "a" exists already`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestFaultsAreNamed(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]string{
		"id: a\nstart: x\nnodes: {x: {kind: hang_up, spell: wrong}}": "node x: ",
		"id: a\nspell: wrong":                          "spell",
		"id: a\nstart: x\nnodes: {y: {kind: hang_up}}": `start node "x" does not exist`,
		"id: [": "yaml",
	} {
		_, err := flowfile.Load(fstest.MapFS{"a.yaml": {Data: []byte(content)}})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "a.yaml") {
			t.Errorf("%q: error %v, want one that names a.yaml and %q", content, err, want)
		}
	}
}
