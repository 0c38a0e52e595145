package org

import (
	"strings"
)

// AreaOf returns the deepest area that a place names, with the names of its parents as far
// as they are written; "" if it names none.
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

// isArea reports whether a unit is a county, a township or a village, and not an office of
// one: an area lies directly in one of the level above.
func (t Tree) isArea(u Unit) bool {
	parent, ok := t.byCode[u.Parent]
	return ok && u.Level == parent.Level+1
}

// AtLevel returns the area itself or the one above it at a level, or the nearest to that
// level.
func (t Tree) AtLevel(area string, level int) string {
	for _, code := range append([]string{area}, t.Above(area)...) {
		if t.byCode[code].Level <= level {
			return code
		}
	}
	return area
}
