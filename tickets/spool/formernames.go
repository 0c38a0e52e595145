package spool

import (
	"encoding/json"

	"hotline12345/tickets/service"
)

// form gives the fields of a JSON object that earlier versions called otherwise, by
// their former names, and the forms of objects or lists of objects within it.
type form struct {
	names  map[string]string
	within map[string]form
}

// formerParcel is how a parcel of an earlier version differs from one of today. An old
// name is never given to a new field.
var formerParcel = form{
	names: map[string]string{"look": "access_record"},
	within: map[string]form{
		"ticket": {
			names:  map[string]string{"parts": "assignments", "pleas": "unit_requests"},
			within: map[string]form{"entries": {names: requestNames}},
		},
		"moves": {within: map[string]form{"request": {names: requestNames}}},
	},
}

// requestNames are those of a request, and of the entry that is written for it.
var requestNames = map[string]string{"part": "assignee", "plea": "unit_request"}

// formerScreenPop is what access records of a screen pop were about.
const formerScreenPop = "pop"

// decodeParcel reads a parcel of this version or of an earlier one.
func decodeParcel(raw []byte) (p service.Parcel, err error) {
	if raw, err = formerParcel.present(raw); err != nil {
		return p, err
	}
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, err
	}
	if p.Access != nil && p.Access.What == formerScreenPop {
		p.Access.What = "screen_pop"
	}
	return p, nil
}

// present returns an object, or a list of them, with the present names of its fields.
func (f form) present(raw json.RawMessage) (json.RawMessage, error) {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil { // null is an empty list
		for i := range list {
			var err error
			if list[i], err = f.present(list[i]); err != nil {
				return nil, err
			}
		}
		return json.Marshal(list)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, err
	}
	for former, name := range f.names {
		if value, there := fields[former]; there {
			delete(fields, former)
			fields[name] = value
		}
	}
	for name, inner := range f.within {
		if fields[name] == nil {
			continue
		}
		var err error
		if fields[name], err = inner.present(fields[name]); err != nil {
			return nil, err
		}
	}
	return json.Marshal(fields)
}
