package document

import (
	"strings"

	"hotline12345/tickets/papers"
)

// head draws what stands above the text: the red name and line of an official
// letter, or a plain title.
func (l *layout) head(p papers.Paper) {
	if p.Letterhead.Office == "" {
		l.plainHead(p)
		return
	}
	name := style{size: 26, bold: true, color: red}
	for l.widthOf(l.fonts.visible(p.Letterhead.Office), name) > l.room() && name.size > 16 {
		name.size--
	}
	l.centred(p.Letterhead.Office, name)
	small := style{size: smallSize, color: red}
	l.centred(joined(p.Letterhead), small)
	l.y += 4
	l.line(l.left, l.y, l.width-l.right, l.y, 2.2, red)
	l.line(l.left, l.y+3.5, l.width-l.right, l.y+3.5, 0.7, red)
	l.y += 12
	st := style{size: 12}
	serial := l.fonts.visible(p.Serial)
	l.text(l.width-l.right-l.widthOf(serial, st), l.y, serial, st)
	l.y += st.size*leading + 14
	l.centred(p.Title, style{size: 20, bold: true})
	l.y += 8
	if p.To != "" {
		l.paragraph(p.To+"：", style{size: bodySize}, 0)
	}
}

// joined is the line with address and telephone.
func joined(h papers.Letterhead) string {
	var parts []string
	if h.Address != "" {
		parts = append(parts, "地址："+h.Address)
	}
	if h.Phone != "" {
		parts = append(parts, "电话："+h.Phone)
	}
	return strings.Join(parts, "　")
}

func (l *layout) plainHead(p papers.Paper) {
	l.centred(p.Title, style{size: 20, bold: true})
	l.centred(strings.Trim(p.Serial+"　"+p.Date, "　"), style{size: smallSize, color: grey})
	l.y += 8
}

// foot draws the signature, the date and the copies.
func (l *layout) foot(p papers.Paper) {
	st := style{size: bodySize}
	if p.Signature != "" {
		l.y += st.size
		l.need(st.size * leading * 3)
		for _, s := range []string{p.Signature, p.Date} {
			s = l.fonts.visible(s)
			l.text(l.width-l.right-2*st.size-l.widthOf(s, st), l.y, s, st)
			l.y += st.size * leading
		}
	}
	if len(p.Copies) > 0 {
		small := style{size: 12}
		l.y += small.size
		copies := strings.Join(p.Copies, "，") + "。"
		lines := len(l.wrapped(copies, small, l.room()-5*small.size, 0))
		l.need(float64(lines)*small.size*leading + 6)
		l.line(l.left, l.y, l.width-l.right, l.y, 0.7, black)
		l.y += 3
		l.facts([]papers.Fact{{Label: "抄送", Value: copies}}, small, l.left+small.size)
		l.y += 3
		l.line(l.left, l.y, l.width-l.right, l.y, 0.7, black)
	}
}
