// Package agentweb holds the built pages. A clean clone has none; make pages
// builds them.
package agentweb

import "embed"

// Dist is the folder dist with the pages as Vite built them.
//
//go:embed all:dist
var Dist embed.FS
