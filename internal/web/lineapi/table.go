package lineapi

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/ivr/lines"
	"hotline12345/ivr/menus"
	"hotline12345/ivr/menus/service"
	"hotline12345/tickets/importing"
)

const (
	// uploadLimit is how long a table may take to arrive.
	uploadLimit = 2 * time.Minute
	csvType     = "text/csv"
	xlsxType    = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

type tableRequest struct {
	Format string `query:"format" enum:"xlsx,csv" default:"xlsx"`
}

type tableReply struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (h handlers) table(ctx context.Context, in *tableRequest) (*tableReply, error) {
	l, err := h.menus.Lines(ctx)
	if err != nil {
		return nil, err
	}
	var heads []string
	all := columns(l.Known.Languages)
	for _, c := range all {
		heads = append(heads, c.title+" "+c.key)
	}
	var rows [][]string
	for _, n := range l.Plan.Numbers {
		var row []string
		for _, c := range all {
			row = append(row, c.cell(n))
		}
		rows = append(rows, row)
	}
	if in.Format == "csv" {
		var out bytes.Buffer
		out.WriteString("\ufeff") // table programs take it for GB18030 without
		for _, row := range rows {
			for i := range row {
				row[i] = asText(row[i])
			}
		}
		err := csv.NewWriter(&out).WriteAll(append([][]string{heads}, rows...))
		return &tableReply{csvType + "; charset=utf-8", `attachment; filename="numbers.csv"`, out.Bytes()}, err
	}
	book, err := h.sheets.Write("号码 Numbers", heads, rows)
	return &tableReply{xlsxType, `attachment; filename="numbers.xlsx"`, book}, err
}

type importRequest struct {
	DryRun  bool   `query:"dry_run" doc:"try everything, keep nothing"`
	Rev     string `query:"rev" maxLength:"64" doc:"of all numbers as the trial found them; not looked at in a trial"`
	RawBody []byte
}

// NumbersImport is what a table of numbers does, or did.
type NumbersImport struct {
	Rev     string            `json:"rev" doc:"of all numbers, to be sent with the import itself"`
	Rows    int               `json:"rows"`
	Changes []NumberChange    `json:"changes" nullable:"false" doc:"new and changed numbers"`
	Ignored []string          `json:"ignored" nullable:"false" doc:"headings of no known column"`
	Faults  []lines.LineFault `json:"faults" nullable:"false" doc:"with one of them nothing is kept"`
	Applied bool              `json:"applied"`
}

// NumberChange is a number as the table has it.
type NumberChange struct {
	Number   string             `json:"number"`
	New      bool               `json:"new"`
	Unit     string             `json:"unit"`
	Settings lines.LineSettings `json:"settings"`
}

type importReply struct{ Body NumbersImport }

func (h handlers) importTable(ctx context.Context, in *importRequest) (*importReply, error) {
	l, err := h.menus.Lines(ctx)
	if err != nil {
		return nil, err
	}
	list, rows, ignored, err := h.read(in.RawBody, l)
	if err != nil {
		return nil, err
	}
	out := NumbersImport{Rev: l.NumbersRev(), Rows: rows, Changes: []NumberChange{}, Ignored: ignored, Faults: []lines.LineFault{}}
	c, err := h.menus.TryNumbers(ctx, who(ctx), list)
	var faulty *menus.FaultyLines
	if errors.As(err, &faulty) {
		out.Faults, err = faulty.Faults, nil
	}
	if err != nil {
		return nil, err
	}
	for _, n := range c.PutNumbers {
		_, known := l.LineNumber(n.Number.Number)
		out.Changes = append(out.Changes, NumberChange{Number: n.Number.Number, New: !known, Unit: n.Unit, Settings: n.Settings})
	}
	if in.DryRun || len(out.Faults) > 0 {
		return &importReply{out}, nil
	}
	l, err = h.menus.SetNumbers(ctx, who(ctx), list, in.Rev)
	out.Applied, out.Rev = err == nil, l.NumbersRev()
	return &importReply{out}, err
}

// read returns the numbers of a table, each over what it sets now: columns that are missing stay as they are.
// The hotline's own gets no row where it sets nothing still.
func (h handlers) read(file []byte, l service.Lines) (list []menus.LineNumber, rows int, ignored []string, err error) {
	read, err := h.sheets.Read(file)
	if err != nil {
		return nil, 0, nil, err
	}
	if len(read.Sheets) == 0 || len(read.Sheets[0].Lines) == 0 {
		return nil, 0, nil, importing.ErrEmptyFile
	}
	sheet := read.Sheets[0].Lines
	known := columns(l.Known.Languages)
	at, ignored := headed(sheet[0], known)
	if _, there := at["number"]; !there {
		return nil, 0, nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "number", Code: errs.CodeRequired}}}
	}
	for _, row := range sheet[1:] {
		text := func(key string) (string, bool) {
			i, there := at[key]
			if !there {
				return "", false
			}
			if i >= len(row.Cells) {
				return "", true
			}
			cell := strings.TrimSpace(row.Cells[i].Text)
			if read.Sheets[0].Delimited {
				cell = fromText(cell)
			}
			return cell, true
		}
		number, _ := text("number")
		if number == "" {
			continue
		}
		n, there := l.LineNumber(menus.Tidy(number))
		own, planned := l.Plan.Find(menus.Tidy(number))
		if !there {
			n.Number = own
		}
		for _, c := range known {
			if s, there := text(c.key); there {
				c.take(&n.Number, s)
			}
		}
		rows++
		if there || !planned || n.Unit != own.Unit || !n.Settings.Empty() {
			list = append(list, n)
		}
	}
	return list, rows, ignored, nil
}

// headed returns where each column stands, and the headings of no known column. A heading is a column's
// key, alone or behind its title.
func headed(row importing.Line, known []column) (at map[string]int, ignored []string) {
	at, ignored = map[string]int{}, []string{}
	for i, cell := range row.Cells {
		heading := strings.ToLower(strings.TrimSpace(cell.Text))
		last := heading[strings.LastIndex(heading, " ")+1:]
		c := slices.IndexFunc(known, func(c column) bool { return c.key == last || c.key == "number" && heading == c.title })
		switch {
		case heading == "":
		case c < 0:
			ignored = append(ignored, cell.Text)
		default:
			at[known[c].key] = i
		}
	}
	return at, ignored
}
