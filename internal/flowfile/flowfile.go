// Package flowfile reads and writes menus in YAML (ivr.Flow). Files of versions
// whose nodes had no kind are read too. What is written reads back as the same flow;
// comments of a file that was read are not kept.
package flowfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"go.yaml.in/yaml/v3"

	"hotline12345/ivr"
)

// Load reads and checks every *.yaml flow in a folder. The error names the file
// and what is wrong with it; a flow with a fault is never half loaded.
func Load(dir fs.FS) (map[string]ivr.Flow, error) {
	names, err := fs.Glob(dir, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list flows: %w", err)
	}
	flows := map[string]ivr.Flow{}
	for _, name := range names {
		raw, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, fmt.Errorf("read flow %s: %w", name, err)
		}
		f, err := Parse(raw)
		if err != nil {
			return nil, fmt.Errorf("flow file %s: %w", name, err)
		}
		if _, twice := flows[f.ID]; twice {
			return nil, fmt.Errorf("flow file %s: a flow %q exists already", name, f.ID)
		}
		flows[f.ID] = f
	}
	return flows, nil
}

// Parse reads one flow and checks it. A misspelt field is an error with its line, not a
// silent gap.
func Parse(raw []byte) (ivr.Flow, error) {
	f, err := Read(raw)
	if err != nil {
		return f, err
	}
	return f, f.Validate()
}

// errSecond is the error for a file of two documents.
var errSecond = errors.New("yaml: a second document begins in this file: write one flow a file")

// Read reads one flow that may have faults, but no misspelt field.
func Read(raw []byte) (ivr.Flow, error) {
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	var f ivr.Flow
	err := dec.Decode(&f)
	switch {
	case errors.Is(err, io.EOF):
		return f, errors.New("yaml: there is nothing in this file")
	case err != nil:
		return f, err
	case !errors.Is(dec.Decode(&yaml.Node{}), io.EOF):
		return f, errSecond
	}
	return f, nil
}
