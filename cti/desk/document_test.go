package desk

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// documentOf returns protocol.md with the tables of today between its marks.
func documentOf(t *testing.T, text string, src source) string {
	t.Helper()
	text = replaceBetween(t, text, "server messages", messagesOf(t, serverMessages, src))
	return replaceBetween(t, text, "client messages", messagesOf(t, clientMessages, src))
}

// replaceBetween replaces what stands between <!-- name --> and <!-- end -->.
func replaceBetween(t *testing.T, text, name, with string) string {
	t.Helper()
	before, rest, found := strings.Cut(text, "<!-- "+name+" -->\n")
	_, after, ended := strings.Cut(rest, "<!-- end -->\n")
	if !found || !ended {
		t.Fatalf("%s has no mark of the %s", documentFile, name)
	}
	return before + "<!-- " + name + " -->\n" + with + "<!-- end -->\n" + after
}

// messagesOf writes a table of messages, then one example of each.
func messagesOf[M any](t *testing.T, messages []M, src source) string {
	t.Helper()
	var table, shown strings.Builder
	for _, m := range messages {
		fields, meaning := describe(reflect.TypeOf(m), src)
		fmt.Fprintf(&table, "| `%s` | %s | %s |\n", wireType(m), fields, meaning)
		fmt.Fprintln(&shown, example(t, m))
	}
	return "| type | fields | meaning |\n|---|---|---|\n" + table.String() + "\n```json\n" + shown.String() + "```\n"
}

// describe returns the names of a message's fields and what it means.
func describe(t reflect.Type, src source) (fields, meaning string) {
	var names []string
	meaning = src.typeDoc(t)
	for i := range t.NumField() {
		f := t.Field(i)
		name, optional := jsonName(f)
		if doc := src.fieldDoc(t, f, "`"+name+"`"); doc != "" {
			meaning += " " + doc
		}
		if optional {
			name += "?"
		}
		names = append(names, name)
	}
	values := strings.NewReplacer("\n", " ", "CHOSEN_REASONS", listed(ChosenReasons), "DISPOSITIONS", listed(Dispositions))
	return strings.Join(names, ", "), values.Replace(meaning)
}

func listed[S ~string](values []S) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = "`" + string(v) + "`"
	}
	return strings.Join(out, ", ")
}
