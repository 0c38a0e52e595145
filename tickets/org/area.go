package org

import (
	"strings"
)

// AreaOf is the deepest area whose name, and whose parents' names as far as
// they are written, the place tells; "" if it tells none.
func (t Tree) AreaOf(place string) string {
	best, found := 0, ""
	for _, u := range t.list {
		if u.Ended || u.Centre || !t.isArea(u) || u.Name == "" || !strings.Contains(place, u.Name) {
			continue
		}
		weight := 1000*u.Level + len(u.Name)
		for _, above := range t.Above(u.Code) {
			if strings.Contains(place, t.byCode[above].Name) {
				weight += 10
			}
		}
		if weight > best {
			best, found = weight, u.Code
		}
	}
	return found
}

// isArea: counties, townships and villages are, their offices are not: an area
// lies directly in one of the level above.
func (t Tree) isArea(u Unit) bool {
	parent, ok := t.byCode[u.Parent]
	return ok && u.Level == parent.Level+1
}

// atLevel is the area itself or the one above it at a level; the nearest there
// is.
func (t Tree) AtLevel(area string, level int) string {
	for _, code := range append([]string{area}, t.Above(area)...) {
		if t.byCode[code].Level <= level {
			return code
		}
	}
	return area
}
