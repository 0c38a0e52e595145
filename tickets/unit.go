package tickets

// Unit is a node of the network of handling units (承办单位): a city bureau, a
// county, a township, a village. The depth is not fixed.
type Unit struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Parent string `json:"parent,omitempty"`
	// Level is 1 city, 2 county or district, 3 township or street, 4 village
	// or community.
	Level int `json:"level"`
}

// Tree answers questions about units.
type Tree struct{ byCode map[string]Unit }

// NewTree indexes units.
func NewTree(units []Unit) Tree {
	t := Tree{byCode: make(map[string]Unit, len(units))}
	for _, u := range units {
		t.byCode[u.Code] = u
	}
	return t
}

// Known says whether the unit exists. A tree that was never loaded knows all.
func (t Tree) Known(code string) bool {
	_, ok := t.byCode[code]
	return ok || len(t.byCode) == 0
}

// Within says whether unit code is root or below it.
func (t Tree) Within(code, root string) bool {
	if root == "" {
		return false
	}
	for range len(t.byCode) + 1 { // a cycle in the data must not hang us
		if code == root {
			return true
		}
		if code = t.byCode[code].Parent; code == "" {
			return false
		}
	}
	return false
}
