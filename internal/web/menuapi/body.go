package menuapi

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"hotline12345/ivr"
)

// FlowBody is a flow as the interface has it: {"id", "start", "nodes": {"menu": {"kind": "menu", …}}}.
// A field that no node of its kind has is refused, not dropped.
type FlowBody struct{ ivr.Flow }

// Schema implements huma.SchemaProvider: the nodes have fields by their kinds.
func (FlowBody) Schema(huma.Registry) *huma.Schema {
	text := func(doc string) *huma.Schema { return &huma.Schema{Type: huma.TypeString, Description: doc} }
	return &huma.Schema{Type: huma.TypeObject, Required: []string{"id", "start", "nodes"}, AdditionalProperties: true, Properties: map[string]*huma.Schema{
		"id": text("as in the address"), "version": text("given by publishing; what is sent is not looked at"), "start": text("the node that callers begin with"),
		"nodes": {Type: huma.TypeObject, Description: "by name; what other fields a node has depends on its kind",
			AdditionalProperties: &huma.Schema{Type: huma.TypeObject, Required: []string{"kind"}, AdditionalProperties: true,
				Properties: map[string]*huma.Schema{"kind": text("menu, queue and so on")}}},
	}}
}

// UnmarshalJSON reads a flow and refuses fields that it does not know.
func (b *FlowBody) UnmarshalJSON(raw []byte) error {
	if err := json.Unmarshal(raw, &b.Flow); err != nil {
		return err
	}
	kept, err := json.Marshal(b.Flow)
	if err != nil {
		return err
	}
	var sent, known any
	if err := json.Unmarshal(raw, &sent); err != nil {
		return err
	}
	if err := json.Unmarshal(kept, &known); err != nil {
		return err
	}
	return unknown("", sent, known)
}

// MarshalJSON writes the flow.
func (b FlowBody) MarshalJSON() ([]byte, error) { return json.Marshal(b.Flow) }

// unknown returns an error for the first field of what was sent that what is known has not,
// unless it is empty: those may be left out.
func unknown(path string, sent, known any) error {
	is, ok := sent.(map[string]any)
	if !ok {
		return nil
	}
	has, _ := known.(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(is)) {
		_, there := has[key]
		if !there && !empty(is[key]) {
			return fmt.Errorf("%s%s is no field of a flow, or of a node of this kind", path, key)
		}
		if err := unknown(path+key+".", is[key], has[key]); err != nil {
			return err
		}
	}
	return nil
}

func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case bool:
		return !v
	case float64:
		return v == 0
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}
