package papers

import (
	"fmt"
)

// Volume is the books of several days, one after another; each day has its own rows, from
// 1.
type Volume []Book

const (
	// LongestVolume is how many rows one document has at most: a month of a large
	// city has 13,000, which are 1,500 pages, 4 MB and 13 s of a slow core.
	LongestVolume = 15_000
	// longestText bounds the bytes that people wrote in them.
	longestText = 16 << 20
)

// bookRule is what a reader should know of the book.
const bookRule = "按来电时间先后排列。登记内容一经提交不作改动，更正列于旁栏。"

// TooLong reports whether a volume is too much for one document.
func (v Volume) TooLong() bool {
	rows, text := 0, 0
	for _, b := range v {
		rows += len(b.Lines)
		for _, row := range b.Lines {
			text += len(row.Content)
		}
	}
	return rows > LongestVolume || text > longestText
}

// Name returns what its file is called: "register-book-2026-11-01_2026-11-30".
func (v Volume) Name() string {
	name := "register-book-" + v[0].Day
	if len(v) > 1 {
		name += "_" + v[len(v)-1].Day
	}
	return name
}

// Paper returns the volume on paper: a table for each day.
func (v Volume) Paper(o Office, centre string) Paper {
	date := bookDay(v[0].Day)
	if len(v) > 1 {
		date += "至" + bookDay(v[len(v)-1].Day)
	}
	p := Paper{Title: "值班登记簿", Serial: o.centre(centre), Date: date, Landscape: true, Running: "值班登记簿 " + date}
	if len(v) == 1 {
		p.paragraph("本日共登记%d件，"+bookRule, len(v[0].Lines))
	} else {
		rows := 0
		for _, b := range v {
			rows += len(b.Lines)
		}
		p.paragraph("%d日共登记%d件，逐日"+bookRule, len(v), rows)
	}
	for _, b := range v {
		switch {
		case len(v) > 1 && len(b.Lines) == 0:
			p.heading(bookDay(b.Day) + "　没有登记")
			continue
		case len(v) > 1:
			p.heading(bookDay(b.Day) + "　" + fmt.Sprintf("%d件", len(b.Lines)))
		}
		if len(b.Lines) > 0 {
			p.Blocks = append(p.Blocks, Block{Table: b.table(o)})
		}
	}
	return p
}
