package flowfile_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"hotline12345/internal/flowfile"
)

func TestTheShippedFlowsAreSound(t *testing.T) {
	flows, err := flowfile.Load(os.DirFS("../../ivr/flows"))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := flows["main"]; !ok {
		t.Fatalf("flows %v: main is missing", flows)
	}
}

func TestFaultsAreNamed(t *testing.T) {
	for content, want := range map[string]string{
		"id: a\nstart: x\nnodes: {x: {spell: wrong}}":  "spell",
		"id: a\nstart: x\nnodes: {y: {hang_up: true}}": "start node does not exist",
		"id: [": "yaml",
	} {
		_, err := flowfile.Load(fstest.MapFS{"a.yaml": {Data: []byte(content)}})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "a.yaml") {
			t.Errorf("%q: error %v, want one that names a.yaml and %q", content, err, want)
		}
	}
}
