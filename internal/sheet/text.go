package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"hotline12345/tickets/importing"
)

// readText reads CSV in UTF-8, or in GB18030 as older programs write it.
func readText(file []byte, row func(int, []importing.Cell) bool) error {
	text := bytes.TrimPrefix(file, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(text, 0) >= 0 {
		return fmt.Errorf("%w: it is no text", importing.ErrUnreadable)
	}
	if !utf8.Valid(text) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(text)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return fmt.Errorf("%w: neither UTF-8 nor GB18030", importing.ErrUnreadable)
		}
		text = decoded
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord, r.LazyQuotes = comma(text), -1, true, quotesInCells(text)
	for {
		fields, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("%w: %w", importing.ErrUnreadable, err)
		}
		line, _ := r.FieldPos(0)
		list := make([]importing.Cell, min(len(fields), maxWidth))
		for i := range list {
			list[i].Text = fields[i]
		}
		if !row(line, list) {
			return nil
		}
	}
}

// quotesInCells reports whether a cell that does not begin with a quote has one, as
// in =HYPERLINK("x"): then it is text.
func quotesInCells(text []byte) bool {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = comma(text), -1, true
	for {
		if _, err := r.Read(); err != nil {
			return errors.Is(err, csv.ErrBareQuote)
		}
	}
}

// comma is what stands most often in the first line.
func comma(text []byte) rune {
	first, _, _ := bytes.Cut(text, []byte("\n"))
	best := ','
	for _, c := range "\t;" {
		if bytes.ContainsRune(first, c) && bytes.Count(first, []byte(string(c))) > bytes.Count(first, []byte(string(best))) {
			best = c
		}
	}
	return best
}
