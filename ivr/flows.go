package ivr

import "embed"

// Flows are the menus that come with the program, as YAML files.
//
//go:embed flows/*.yaml
var Flows embed.FS
