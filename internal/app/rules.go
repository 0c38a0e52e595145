package app

import (
	"fmt"
	"io/fs"

	"hotline12345/cti"
	"hotline12345/internal/flowfile"
	"hotline12345/ivr"
)

// rulesFor makes the engine's rules of the shipped flows and the settings.
func rulesFor(s Settings) (cti.Settings, error) {
	dir, err := fs.Sub(ivr.Flows, "flows")
	if err != nil {
		return cti.Settings{}, fmt.Errorf("open flows: %w", err)
	}
	flows, err := flowfile.Load(dir)
	if err != nil {
		return cti.Settings{}, err
	}
	return cti.Settings{
		Version: "demo-" + flows["main"].Version,
		Flows:   flows,
		Numbers: []cti.InboundRoute{{Number: s.MainNumber, Flow: "main"}},
		Queues: []cti.Queue{
			{ID: "complaint"}, {ID: "consult"}, {ID: "general"}, {ID: "business"},
		},
		Times:  cti.DefaultTimes(),
		Trunk:  s.Trunk,
		Barred: s.BarredNumbers,
	}, nil
}
