package ivr

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// twice returns an error if an object in a JSON value names a field twice: of two
// nodes for one key the caller would get the last one, and nobody would know. YAML
// says so by itself.
func twice(raw []byte) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	var objects []object
	for {
		token, err := d.Token()
		if err != nil { // the end, or what the reader of the value itself complains of
			return nil
		}
		switch token {
		case json.Delim('{'):
			objects = append(objects, object{fields: map[string]bool{}, name: true})
			continue
		case json.Delim('['):
			objects = append(objects, object{})
			continue
		case json.Delim('}'), json.Delim(']'):
			objects = objects[:len(objects)-1]
		}
		if len(objects) == 0 {
			return nil
		}
		if err := objects[len(objects)-1].next(token); err != nil {
			return err
		}
	}
}

// nodesTwice returns an error if two nodes have one name. Nodes themselves are checked
// one by one, so that the error names them.
func nodesTwice(raw []byte) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	if token, err := d.Token(); err != nil || token != json.Delim('{') {
		return nil // what the reader of the value itself complains of
	}
	seen := map[string]bool{}
	for d.More() {
		name, err := d.Token()
		var node json.RawMessage
		if err != nil || d.Decode(&node) != nil {
			return nil
		}
		id := fmt.Sprint(name)
		if seen[id] {
			return fmt.Errorf("node %s stands twice", id)
		}
		seen[id] = true
	}
	return nil
}

// object is a JSON object that is being read, or an array, which has no fields.
type object struct {
	fields map[string]bool
	name   bool // the next token is a field's name
}

// next takes a name or a whole value.
func (o *object) next(token json.Token) error {
	if o.fields == nil {
		return nil
	}
	isName := o.name
	o.name = !o.name
	if !isName {
		return nil
	}
	name := fmt.Sprint(token)
	if o.fields[name] {
		return fmt.Errorf("%q stands twice", name)
	}
	o.fields[name] = true
	return nil
}
