// Package deps pins modules until their importers are written.
package deps

import (
	_ "github.com/go-ego/gse"
	_ "github.com/riverqueue/river"
	_ "github.com/riverqueue/river/riverdriver/riverpgxv5"
	_ "github.com/riverqueue/river/rivermigrate"
	_ "github.com/signintech/gopdf"
	_ "github.com/xuri/excelize/v2"
)
