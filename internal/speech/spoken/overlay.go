package spoken

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// Overlay is a folder over another: a file of the first stands before one of the same name. A
// first folder that does not exist has none.
type Overlay struct{ First, Second fs.FS }

// Open implements fs.FS.
func (o Overlay) Open(name string) (fs.File, error) {
	f, err := o.First.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.Second.Open(name)
	}
	return f, err
}

// Glob implements fs.GlobFS.
func (o Overlay) Glob(pattern string) ([]string, error) {
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, fmt.Errorf("overlay: %w", err)
	}
	first, _ := fs.Glob(o.First, pattern) // the pattern is well-formed
	second, _ := fs.Glob(o.Second, pattern)
	all := slices.Concat(first, second)
	slices.Sort(all)
	return slices.Compact(all), nil
}
