// Package org holds who works with the hotline: units and their tree, people and their
// roles, accounts and passwords, duty shifts, and who administers or oversees whom. It
// is pure; the services over stores are in accounts, rosters and directory.
package org

import (
	"slices"
)

// Unit is a node of the network of handling units (承办单位): a city bureau, a
// county, a township, a village. The depth is not fixed (M65).
type Unit struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Parent string `json:"parent,omitempty"`
	// Level is 1 city, 2 county or district, 3 township or street, 4 village
	// or community.
	Level int `json:"level"`
	// Centre marks a hotline centre or sub-centre (S040): its people see the
	// whole area that it belongs to.
	Centre bool `json:"centre,omitempty"`
	// Phone is the unit's number; Duty tells who is on duty there.
	Phone string `json:"phone,omitempty"`
	Duty  string `json:"duty,omitempty"`
	// Mail is where reminders go while nobody on duty has an address of their own.
	Mail string `json:"mail,omitempty"`
	// Successor has taken over the work of a unit that ended.
	Successor string `json:"successor,omitempty"`
	Ended     bool   `json:"ended,omitempty"`
}

// Tree answers questions about units.
type Tree struct {
	byCode map[string]Unit
	list   []Unit
}

// NewTree indexes units.
func NewTree(units []Unit) Tree {
	t := Tree{byCode: make(map[string]Unit, len(units)), list: units}
	for _, u := range units {
		t.byCode[u.Code] = u
	}
	return t
}

// Loaded reports whether the tree has any unit. A tree that was never read has none, and
// must not keep people from their work.
func (t Tree) Loaded() bool { return len(t.byCode) > 0 }

// All returns the units in their order.
func (t Tree) All() []Unit { return t.list }

// Unit returns a unit by its code.
func (t Tree) Unit(code string) (Unit, bool) {
	u, ok := t.byCode[code]
	return u, ok
}

// Works reports whether the unit exists and has not ended. In a tree that was never
// loaded, every unit does.
func (t Tree) Works(code string) bool {
	u, ok := t.byCode[code]
	return ok && !u.Ended || !t.Loaded()
}

// TakesWork reports whether a unit, or the successor of one that ended, takes work.
func (t Tree) TakesWork(code string) bool {
	_, exists := t.byCode[code]
	return (exists || !t.Loaded()) && t.Works(t.Current(code))
}

// CurrentOf returns the units that do the work of some units now, each once, without
// except.
func (t Tree) CurrentOf(codes []string, except string) (now []string) {
	for _, code := range codes {
		code = t.Current(code)
		if t.Works(code) && code != except && !slices.Contains(now, code) {
			now = append(now, code)
		}
	}
	return now
}

// Current returns the unit that does the work of a unit now: itself, or the last of its
// successors.
func (t Tree) Current(code string) string {
	for range len(t.byCode) {
		u := t.byCode[code]
		if !u.Ended || u.Successor == "" {
			break
		}
		code = u.Successor
	}
	return code
}

// Within reports whether unit code is root or below it.
func (t Tree) Within(code, root string) bool {
	if root == "" || code == "" {
		return false
	}
	return code == root || slices.Contains(t.Above(code), root)
}

// Above returns the units above a unit, the nearest first.
func (t Tree) Above(code string) []string {
	var above []string
	for range len(t.byCode) { // a cycle in the data must not hang us
		if code = t.byCode[code].Parent; code == "" {
			break
		}
		above = append(above, code)
	}
	return above
}

// Top returns the unit right below the top of the tree that a unit belongs to: a bureau of
// the city, a county; the top itself for the top.
func (t Tree) Top(code string) string {
	above := t.Above(code)
	if len(above) < 2 {
		return code
	}
	return above[len(above)-2]
}

// Scope returns the node whose branch a unit's people see: for a centre the area that it
// serves, for other units their own.
func (t Tree) Scope(unit string) string {
	if u, ok := t.byCode[unit]; ok && u.Centre && u.Parent != "" {
		return u.Parent
	}
	return unit
}

// Oversees reports whether a unit's people stand over a centre: it is theirs, or lies in
// the area of theirs. While the tree was never loaded, a unit stands over its own.
func (t Tree) Oversees(unit, centre string) bool {
	if !t.Loaded() {
		return unit == centre
	}
	root := t.Scope(t.Current(unit))
	if u, ok := t.byCode[root]; ok && u.Parent == "" {
		return true
	}
	return t.Within(centre, root)
}

// Below returns a node and all below it, in the order of the units.
func (t Tree) Below(root string) []string {
	codes := []string{root}
	for _, u := range t.list {
		if u.Code != root && t.Within(u.Code, root) {
			codes = append(codes, u.Code)
		}
	}
	return codes
}

// Serves returns the nodes whose matters a node's people have in hand: all below it, and
// those that ended with a successor there.
func (t Tree) Serves(root string) []string {
	codes := t.Below(root)
	for _, u := range t.list {
		if u.Ended && !slices.Contains(codes, u.Code) && t.Within(t.Current(u.Code), root) {
			codes = append(codes, u.Code)
		}
	}
	return codes
}

// CentreFor returns the hotline centre that serves a unit: itself, or the one of the
// nearest area above; "" if there is none. While the tree was never loaded, a unit is its
// own.
func (t Tree) CentreFor(unit string) string {
	if !t.Loaded() {
		return unit
	}
	if t.byCode[unit].Centre {
		return unit
	}
	for _, area := range append([]string{unit}, t.Above(unit)...) {
		for _, u := range t.list {
			if u.Centre && !u.Ended && u.Parent == area {
				return u.Code
			}
		}
	}
	return ""
}

// MainCentre returns the hotline centre of the whole area: the one that stands highest, the
// first of them in the list; "" while the tree was never loaded.
func (t Tree) MainCentre() string {
	main, depth := "", 0
	for _, u := range t.list {
		if above := len(t.Above(u.Code)); u.Centre && !u.Ended && (main == "" || above < depth) {
			main, depth = u.Code, above
		}
	}
	return main
}
