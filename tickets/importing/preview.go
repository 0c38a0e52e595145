package importing

import (
	"fmt"
	"slices"
)

// PreviewRow is a row as it will be stored.
type PreviewRow struct {
	Sheet string        `json:"sheet"`
	Row   int           `json:"row"`
	Cells []PreviewCell `json:"cells" nullable:"false"`
}

// PreviewCell is one of its fields.
type PreviewCell struct {
	Field string `json:"field"`
	Head  string `json:"head"`
	// Text is what stands in the file, Stored what becomes of it: a value of a list, a time
	// of the city, a number in its normal form, the code of a unit.
	Text   string `json:"text"`
	Stored string `json:"stored"`
	Wrong  bool   `json:"wrong" doc:"it has a fault"`
}

// previewed is how many rows show what will be stored.
const previewed = 8

// previews are the first rows as they will be stored.
type previews struct{ rows []PreviewRow }

// store notes what becomes of a cell; the last word counts.
func (r *reader) store(field, value string) {
	if field == "password" || !r.has(field) {
		return
	}
	p := &r.preview
	i := slices.IndexFunc(p.rows, func(x PreviewRow) bool { return x.Row == r.row.Line && x.Sheet == r.row.sheet.sheet })
	if i < 0 {
		if len(p.rows) == previewed {
			return
		}
		i = len(p.rows)
		p.rows = append(p.rows, PreviewRow{Sheet: r.row.sheet.sheet, Row: r.row.Line, Cells: []PreviewCell{}})
	}
	cells := &p.rows[i].Cells
	j := slices.IndexFunc(*cells, func(x PreviewCell) bool { return x.Field == field })
	if j < 0 {
		*cells = append(*cells, PreviewCell{Field: field, Head: r.head(field), Text: excerpt(r.row.cell(field).Text)})
		j = len(*cells) - 1
	}
	(*cells)[j].Stored = excerpt(value)
}

// markWrong notes which cells of the preview have a fault.
func (p *previews) markWrong(faults []Fault) {
	for _, f := range faults {
		for i := range p.rows {
			if row := &p.rows[i]; row.Row == f.Row && row.Sheet == f.Sheet {
				for j := range row.Cells {
					row.Cells[j].Wrong = row.Cells[j].Wrong || row.Cells[j].Field == f.Column
				}
			}
		}
	}
}

// WordUse is a word of the file that is not known, or that the mapping explains.
type WordUse struct {
	Field string `json:"field"`
	Head  string `json:"head"`
	// List is the list of the field; "" where the code or name of a unit or category is
	// wanted.
	List  string `json:"list"`
	Word  string `json:"word"`
	Value string `json:"value" doc:"what the mapping says that it means; empty if nothing"`
	Count int    `json:"count"`
	// Candidates are what the word may mean, where several units or categories have the name.
	Candidates []Candidate `json:"candidates,omitempty"`
}

// Candidate is a unit or a category that a word may mean.
type Candidate struct {
	Code  string `json:"code"`
	Name  string `json:"name"`
	Above string `json:"above" doc:"the name of the unit or group above it"`
}

// maxWords bounds how many words are asked about: a file with more has its columns mixed up.
const maxWords = 200

// wordUses are the words of a file to be explained.
type wordUses struct {
	list []WordUse
	at   map[[2]string]int
}

// count notes a word that nothing explains, or the mapping does.
func (w *wordUses) count(r *reader, field, word string, known bool) {
	mapped, explained := r.mapped(field, word)
	if known && !explained || word == "" {
		return
	}
	key := [2]string{field, word}
	i, there := w.at[key]
	if !there {
		if len(w.list) == maxWords {
			return
		}
		if w.at == nil {
			w.at = map[[2]string]int{}
		}
		i = len(w.list)
		w.at[key] = i
		use := WordUse{Field: field, Head: r.head(field), List: r.columns[field].List, Word: word}
		if known {
			use.Value = mapped
		}
		w.list = append(w.list, use)
	}
	w.list[i].Count++
}

// offer adds what a word that was counted may mean.
func (w *wordUses) offer(field, word string, c Candidate) {
	if i, there := w.at[[2]string{field, word}]; there && !slices.Contains(w.list[i].Candidates, c) {
		w.list[i].Candidates = append(w.list[i].Candidates, c)
	}
}

// cellName returns a cell's name as the table program shows it.
func cellName(column, line int) string { return fmt.Sprintf("%s%d", letters(column), line) }
