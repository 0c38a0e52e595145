// Package deps pins modules until their importers are written.
package deps

import (
	_ "github.com/signintech/gopdf"
)
