package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// formerTables gives tables whose names have changed since their present names.
var formerTables = map[string]string{"looks": "access_log", "ticket_parts": "assignments"}

// formerKeys gives JSON keys whose names have changed since their present names.
var formerKeys = map[string]string{
	"parts": "assignments", "part": "assignee", "pleas": "unit_requests", "plea": "unit_request",
	"line": "merged_line", "lines": "merged_lines", "powerless": "ineffective_roles",
	"look": "access_record", "doubts": "warnings", "ending": "impact", "dead": "failed",
}

// directoryLines: the lines of the dispatch directory have a present name of their own.
const directoryLines = "entries"

// formerWords gives renamed words in values, by the present key that they stand under.
var formerWords = map[string]*strings.Replacer{
	"what":  strings.NewReplacer("pop", "screen_pop"),
	"query": strings.NewReplacer("part=", "assignment="), // of a saved filter
}

// parse reads an answer and gives it the present names. A reply that carries a
// former name beside the present one, for those who still read it, has it once.
func parse(raw []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	return presently("", v), err
}

func presently(under string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		object := map[string]any{}
		for key, value := range v {
			present, renamed := formerKeys[key]
			switch {
			case under == "directory" && key == "lines":
				present = directoryLines
			case !renamed:
				present = key
			}
			if _, both := v[present]; both && present != key {
				continue
			}
			object[present] = presently(present, value)
		}
		return object
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = presently(under, v[i])
		}
		return list
	case string:
		if words := formerWords[under]; words != nil && !strings.Contains(v, "screen_pop") && !strings.Contains(v, "assignment=") {
			return words.Replace(v)
		}
	}
	return v
}

// missing says what of a former answer is not in the present one. An object may
// have gained keys; a list has the same elements in the same order.
func missing(at string, was, is any) (faults []string) {
	switch was := was.(type) {
	case map[string]any:
		object, ok := is.(map[string]any)
		if !ok {
			return []string{fmt.Sprintf("%s: was an object, is %v", at, is)}
		}
		for _, key := range slices.Sorted(maps.Keys(was)) {
			value, there := object[key]
			if !there {
				faults = append(faults, fmt.Sprintf("%s.%s: is gone, was %v", at, key, was[key]))
				continue
			}
			faults = append(faults, missing(at+"."+key, was[key], value)...)
		}
	case []any:
		list, ok := is.([]any)
		if !ok || len(list) != len(was) {
			return []string{fmt.Sprintf("%s: was %d elements, is %v", at, len(was), is)}
		}
		for i := range was {
			faults = append(faults, missing(fmt.Sprintf("%s[%d]", at, i), was[i], list[i])...)
		}
	default:
		if !reflect.DeepEqual(was, is) {
			return []string{fmt.Sprintf("%s: was %v, is %v", at, was, is)}
		}
	}
	return faults
}

// without removes the elements with one of these values under a key from every list.
func without(v any, key string, values ...string) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = without(v[k], key, values...)
		}
	case []any:
		kept := []any{}
		for _, element := range v {
			object, _ := element.(map[string]any)
			if name, _ := object[key].(string); name == "" || !slices.Contains(values, name) {
				kept = append(kept, without(element, key, values...))
			}
		}
		return kept
	}
	return v
}
