package desk

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"
)

// unions are the Go string types of which TypeScript gets the values, and their names
// there. Any other string type is a string to the page, so a language: each installation has its own.
var unions = []struct{ goName, tsName string }{
	{"AgentState", "AgentState"}, {"DeskPhase", "Phase"}, {"Direction", "Direction"},
}

// typescript writes the page's protocol.ts.
type typescript struct {
	src     source
	out     strings.Builder
	written map[reflect.Type]bool
}

func typescriptOf(src source) string {
	ts := &typescript{src: src, written: map[reflect.Type]bool{}}
	ts.line("// Written from the Go types of cti/desk (go test ./cti/desk -update): change them there.")
	ts.line("")
	ts.line("export const VERSION = %d", Version)
	ts.line("")
	for _, u := range unions {
		ts.line("export type %s = %s", u.tsName, quoted(src.values[u.goName], " | "))
	}
	ts.line("")
	ts.line("export const CHOSEN_REASONS = [%s] as const", quoted(ChosenReasons, ", "))
	ts.line("export const DISPOSITIONS = [%s] as const", quoted(Dispositions, ", "))
	for _, m := range serverMessages {
		ts.object(reflect.TypeOf(m), wireType(m))
	}
	for _, m := range clientMessages {
		ts.object(reflect.TypeOf(m), wireType(m))
	}
	writeUnion(ts, "ServerMessage", serverMessages)
	writeUnion(ts, "ClientMessage", clientMessages)
	return ts.out.String()
}

func (ts *typescript) line(format string, args ...any) { fmt.Fprintf(&ts.out, format+"\n", args...) }

func writeUnion[M any](ts *typescript, name string, messages []M) {
	ts.line("\nexport type %s =", name)
	for _, m := range messages {
		ts.line("  | %s", reflect.TypeOf(m).Name())
	}
}

// object writes the interface of a struct, after those that it needs. A message has
// its type on the wire as the first field.
func (ts *typescript) object(t reflect.Type, wire string) {
	if ts.written[t] {
		return
	}
	ts.written[t] = true
	var fields strings.Builder
	for i := range t.NumField() {
		f := t.Field(i)
		name, optional := jsonName(f)
		fields.WriteString(comment("  ", ts.src.fieldDoc(t, f, name)))
		if optional {
			name += "?"
		}
		fmt.Fprintf(&fields, "  %s: %s\n", name, ts.typeOf(f))
	}
	ts.line("")
	ts.out.WriteString(comment("", ts.src.typeDoc(t)))
	ts.line("export interface %s {", t.Name())
	if wire != "" {
		ts.line("  type: '%s'", wire)
	}
	ts.out.WriteString(fields.String())
	ts.line("}")
}

func (ts *typescript) typeOf(f reflect.StructField) string {
	if tag := f.Tag.Get("ts"); tag != "" {
		return tag
	}
	return ts.typeName(f.Type)
}

func (ts *typescript) typeName(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[time.Time]():
		return "string"
	case reflect.TypeFor[json.RawMessage]():
		panic("a json.RawMessage needs a ts tag")
	}
	for _, u := range unions {
		if t.Name() == u.goName {
			return u.tsName
		}
	}
	switch t.Kind() {
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int64, reflect.Uint64, reflect.Float64:
		return "number"
	case reflect.Pointer:
		return ts.typeName(t.Elem())
	case reflect.Slice:
		return ts.typeName(t.Elem()) + "[]"
	case reflect.Struct:
		ts.object(t, "")
		return t.Name()
	}
	panic("no TypeScript for " + t.String())
}

// jsonName returns a field's name on the wire and reports whether it may be left out.
func jsonName(f reflect.StructField) (name string, optional bool) {
	name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name, options == "omitempty" || options == "omitzero"
}

// typeDoc returns a message's comment without its name, other types' as it is.
func (s source) typeDoc(t reflect.Type) string {
	doc := strings.TrimPrefix(s.docs[t.String()], t.Name()+": ")
	return strings.ToUpper(doc[:1]) + doc[1:]
}

// fieldDoc returns a field's comment, which names the field as the wire does.
func (s source) fieldDoc(t reflect.Type, f reflect.StructField, wire string) string {
	doc := s.docs[t.String()+"."+f.Name]
	if rest, ok := strings.CutPrefix(doc, f.Name+" "); ok {
		doc = wire + " " + rest
	}
	return strings.NewReplacer("ChosenReasons", "CHOSEN_REASONS", "Dispositions", "DISPOSITIONS").Replace(doc)
}

// comment writes a TSDoc comment, on one line if it fits.
func comment(indent, text string) string {
	if text == "" {
		return ""
	}
	if one := indent + "/** " + strings.ReplaceAll(text, "\n", " ") + " */\n"; len(one) <= 110 {
		return one
	}
	return indent + "/**\n" + indent + " * " + strings.ReplaceAll(text, "\n", "\n"+indent+" * ") + "\n" + indent + " */\n"
}

func quoted[S ~string](values []S, separator string) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = "'" + string(v) + "'"
	}
	return strings.Join(out, separator)
}
