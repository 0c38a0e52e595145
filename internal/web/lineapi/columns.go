package lineapi

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"hotline12345/ivr"
	"hotline12345/ivr/lines"
)

// column is one column of the table of numbers.
type column struct {
	key, title string // the heading is the title and the key: the reader's language is not known
	cell       func(lines.Number) string
	take       func(*lines.Number, string)
}

// columns are those of an installation with some languages. An empty cell is inherited.
func columns(languages []ivr.Language) []column {
	all := []column{
		{"number", "号码", func(n lines.Number) string { return n.Number }, func(n *lines.Number, s string) { n.Number = s }},
		{"unit", "单位编码", func(n lines.Number) string { return n.Unit }, func(n *lines.Number, s string) {
			if s != "" {
				n.Unit = s
			}
		}},
	}
	for _, w := range []struct {
		key, title string
		at         func(*lines.LineSettings) *lines.Words
	}{
		{"name", "名称", func(s *lines.LineSettings) *lines.Words { return &s.Name }},
		{"city", "城市", func(s *lines.LineSettings) *lines.Words { return &s.City }},
		{"slogan", "口号", func(s *lines.LineSettings) *lines.Words { return &s.Slogan }},
	} {
		for _, l := range languages {
			all = append(all, column{w.key + "_" + string(l), w.title, func(n lines.Number) string { return (*w.at(&n.Settings))[l] },
				func(n *lines.Number, s string) { *w.at(&n.Settings) = with(*w.at(&n.Settings), l, s) }})
		}
	}
	return append(all,
		column{"flow", "菜单", func(n lines.Number) string { return n.Settings.Flow }, func(n *lines.Number, s string) { n.Settings.Flow = s }},
		column{"mode", "方式", func(n lines.Number) string { return string(n.Settings.Mode) }, func(n *lines.Number, s string) { n.Settings.Mode = ivr.Mode(s) }},
		column{"languages", "语种", func(n lines.Number) string { return joined(n.Settings.Languages) },
			func(n *lines.Number, s string) { n.Settings.Languages = words[ivr.Language](s) }},
		column{"queues", "队列", func(n lines.Number) string { return pairs(n.Settings.Queues) }, func(n *lines.Number, s string) { n.Settings.Queues = unpaired(s) }},
		column{"schedules", "服务时间", func(n lines.Number) string { return pairs(n.Settings.Schedules) }, func(n *lines.Number, s string) { n.Settings.Schedules = unpaired(s) }},
	)
}

func with(w lines.Words, l ivr.Language, s string) lines.Words {
	w = maps.Clone(w)
	if w == nil {
		w = lines.Words{}
	}
	w[l] = s
	return w
}

func joined(list []ivr.Language) string {
	var out []string
	for _, l := range list {
		out = append(out, string(l))
	}
	return strings.Join(out, " ")
}

// words are those of a cell, between spaces and commas.
func words[T ~string](s string) (out []T) {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,，、;；\n", r) }) {
		out = append(out, T(w))
	}
	return out
}

// pairs writes {"general": "market"} as "general=market".
func pairs(m map[string]string) string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, k+"="+m[k])
	}
	return strings.Join(out, " ")
}

func unpaired(s string) map[string]string {
	var m map[string]string
	for _, w := range words[string](s) {
		if m == nil {
			m = map[string]string{}
		}
		from, to, _ := strings.Cut(w, "=")
		m[from] = to
		if to == "" {
			m[from] = "?" // no queue is called so: it is a fault of its row
		}
	}
	return m
}

// calculated are the signs with which a table program begins a formula, and the one that says that a cell
// is a text.
const calculated = "=+-@＝＋－＠\t\r'"

// asText returns a cell of a delimited text as table programs show it, and never calculate it.
func asText(cell string) string {
	if r, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune(calculated, r) {
		return "'" + cell
	}
	return cell
}

// fromText undoes asText.
func fromText(cell string) string {
	rest, marked := strings.CutPrefix(cell, "'")
	if marked && asText(rest) != rest {
		return rest
	}
	return cell
}
