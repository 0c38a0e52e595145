package ivr

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// twice returns the first name that an object has twice, "" if there is none: of two
// nodes for one key the caller would get the last one, and nobody would know. (YAML
// says so by itself.) Deep looks into the values too.
func twice(raw []byte, deep bool) string {
	d := json.NewDecoder(bytes.NewReader(raw))
	begin, _ := d.Token()
	seen := map[string]bool{}
	for d.More() {
		if begin == json.Delim('{') {
			token, _ := d.Token()
			name := fmt.Sprint(token)
			if seen[name] {
				return name
			}
			seen[name] = true
		}
		var value json.RawMessage
		if d.Decode(&value) != nil { // whoever reads the value complains of it
			break
		}
		if !deep {
			continue
		}
		if name := twice(value, deep); name != "" {
			return name
		}
	}
	return ""
}
