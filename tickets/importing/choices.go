package importing

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
)

// Choice answers a question that only the person who imports can answer.
type Choice string

// The choices.
const (
	Undecided Choice = ""
	Take      Choice = "take"
	Leave     Choice = "leave"
)

// Choices are what the person who imports decided about one file.
type Choices struct {
	// Sheets are the names of those to read; nil reads each that is shown and has
	// headings.
	Sheets []string
	// Hidden is about rows and columns that the table program does not show.
	Hidden Choice
	// Merged is about cells that are merged over several rows: Leave keeps the value in
	// the first of them; otherwise it counts for each, as the table shows it.
	Merged Choice
}

// reads reports whether a sheet is chosen.
func (c Choices) reads(s Sheet) bool {
	if c.Sheets == nil {
		return !s.Hidden
	}
	return slices.Contains(c.Sheets, s.Name)
}

// LeftOut is the field of a column that a mapping leaves out.
const LeftOut = "-"

// Mapping says what the columns and words of one shape of table mean here. The next
// table of the same shape is read by it.
type Mapping struct {
	// Columns are the fields of headings; LeftOut reads a column not at all.
	Columns map[string]string `json:"columns" nullable:"false"`
	// Words are what words in a field mean: a value of the field's list, or the code or
	// name of a unit or category.
	Words map[string]map[string]string `json:"words" nullable:"false"`
}

// Limits of a mapping.
const (
	maxMapped = 2000
	maxWord   = 400 // bytes
)

// Valid reports whether a mapping of a kind names fields that are there, in sizes that
// can be kept. A value that its field does not take is an unknown word when it is read.
func (m Mapping) Valid(k Kind) bool {
	fields := map[string]bool{LeftOut: true}
	for _, c := range Columns(k) {
		fields[c.Field] = true
	}
	n := len(m.Columns)
	for head, field := range m.Columns {
		if !fields[field] || len(head) > maxWord || head == "" {
			return false
		}
	}
	for field, words := range m.Words {
		if !fields[field] || field == LeftOut {
			return false
		}
		for word, value := range words {
			if len(word) > maxWord || len(value) > maxWord || word == "" {
				return false
			}
		}
		n += len(words)
	}
	return n <= maxMapped
}

// shapeOf returns what tables with the same headings have in common.
func shapeOf(k Kind, heads map[string]bool) string {
	list := slices.Sorted(maps.Keys(heads))
	sum := sha256.Sum256([]byte(string(k) + "\n" + strings.Join(list, "\n")))
	return hex.EncodeToString(sum[:12])
}
