package document

import (
	"hotline12345/tickets/papers"
)

// block draws one piece of a document.
func (l *layout) block(b papers.Block, size float64) {
	st := style{size: size}
	switch {
	case b.Heading != "":
		l.y += size * 0.4
		l.need(size * leading * 3) // a heading is not left alone at the foot
		l.paragraph(b.Heading, style{size: size, bold: true}, 0)
	case b.Paragraph != "":
		l.paragraph(b.Paragraph, st, 2*size)
	case len(b.Facts) > 0:
		l.facts(b.Facts, st, l.left)
		l.y += size * 0.3
	case b.Table != nil:
		l.table(*b.Table, style{size: smallSize})
	case len(b.Steps) > 0:
		l.steps(b.Steps, style{size: smallSize})
	}
}

// facts draws labels with their values beside, hanging.
func (l *layout) facts(facts []papers.Fact, st style, left float64) {
	label := 0.0
	for _, f := range facts {
		label = max(label, l.widthOf(f.Label+"：", st))
	}
	label = min(label, 9*st.size)
	x := left + label
	for _, f := range facts {
		for i, line := range l.wrapped(f.Value, st, l.width-l.right-x, 0) {
			l.need(st.size * leading)
			if i == 0 {
				l.text(left, l.y, l.fonts.visible(f.Label+"："), style{size: st.size, bold: st.bold, color: grey})
			}
			l.text(x, l.y, line, st)
			l.y += st.size * leading
		}
	}
}

// steps draws a time line: a head for each point, its facts below.
func (l *layout) steps(steps []papers.Step, st style) {
	for _, s := range steps {
		l.need(st.size * leading * 2)
		top, onPage := l.y, len(l.pages)
		l.line(l.left, l.y+st.size*0.8, l.left+5, l.y+st.size*0.8, 4, red)
		l.hanging(s.At+"　"+s.Who+"　"+s.What, style{size: st.size, bold: true}, l.left+14)
		l.facts(s.Facts, st, l.left+14)
		l.y += st.size * 0.5
		if onPage == len(l.pages) {
			l.line(l.left+2.5, top+st.size*1.2, l.left+2.5, l.y, 0.5, grey)
		}
	}
}

// hanging draws wrapped lines that begin at x.
func (l *layout) hanging(s string, st style, x float64) {
	for _, line := range l.wrapped(s, st, l.width-l.right-x, 0) {
		l.need(st.size * leading)
		l.text(x, l.y, line, st)
		l.y += st.size * leading
	}
}
