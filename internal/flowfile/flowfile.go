// Package flowfile reads menus written in YAML (ivr.Flow). Files of versions
// whose nodes had no kind are read too.
package flowfile

import (
	"bytes"
	"fmt"
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

// Parse reads one flow. A misspelt field is an error, not a silent gap.
func Parse(raw []byte) (ivr.Flow, error) {
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	var f ivr.Flow
	if err := dec.Decode(&f); err != nil {
		return f, err
	}
	return f, f.Validate()
}
