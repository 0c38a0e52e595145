// Package document draws papers as PDF and packs a ticket's archive. It is the
// only importer of gopdf, which wants fonts with TrueType outlines.
package document

// Sizes in points; an A4 page is 595 x 842.
const (
	a4Short, a4Long = 595.28, 841.89
	bodySize        = 14.0 // 四号
	smallSize       = 10.5 // 五号
	leading         = 1.6
)

// color is red, green, blue.
type color [3]uint8

var (
	black = color{}
	grey  = color{110, 110, 110}
	red   = color{200, 16, 16}
)

// style is the font, size and place of a text.
type style struct {
	size  float64
	bold  bool
	color color
	// fromRight: the line is read from the right.
	fromRight bool
}

// op is one thing drawn on a page: a text at its baseline, or a line.
type op struct {
	text   string
	style  style
	x, y   float64
	x2, y2 float64
	weight float64 // of a line; 0 is a text
}

// page collects what is drawn on it.
type page struct{ ops []op }

// layout places text on pages, from above. y is where the next line begins.
type layout struct {
	fonts                    *Fonts
	width, height            float64
	left, right, top, bottom float64
	pages                    []*page
	y                        float64
	// fresh is called on each new page, to repeat a table's head.
	fresh func()
}

func newLayout(f *Fonts, landscape bool) *layout {
	l := &layout{fonts: f, width: a4Short, height: a4Long, left: 74, right: 68, top: 66, bottom: 66}
	if landscape {
		l.width, l.height, l.left, l.right, l.top, l.bottom = a4Long, a4Short, 40, 40, 45, 50
	}
	l.newPage()
	return l
}

func (l *layout) newPage() {
	l.pages = append(l.pages, &page{})
	l.y = l.top
	if l.fresh != nil {
		l.fresh()
	}
}

func (l *layout) page() *page { return l.pages[len(l.pages)-1] }

// room is what is left of the width.
func (l *layout) room() float64 { return l.width - l.left - l.right }

// need begins a new page if h does not fit on this one any more.
func (l *layout) need(h float64) {
	if l.y+h > l.height-l.bottom && l.y > l.top {
		l.newPage()
	}
}

// text puts one line at x, with its top at y.
func (l *layout) text(x, y float64, s string, st style) {
	l.page().ops = append(l.page().ops, op{text: s, style: st, x: x, y: y + st.size*(leading-1)/2 + st.size*0.88})
}

func (l *layout) line(x, y, x2, y2, weight float64, c color) {
	l.page().ops = append(l.page().ops, op{x: x, y: y, x2: x2, y2: y2, weight: weight, style: style{color: c}})
}

// widthOf a text in points.
func (l *layout) widthOf(s string, st style) float64 { return l.fonts.width(s, st.bold) * st.size }

// wrapped are the lines of a text in a width.
func (l *layout) wrapped(s string, st style, width, first float64) []string {
	return wrap(l.fonts.visible(s), width, first, func(s string) float64 { return l.widthOf(s, st) })
}

// paragraph flows over pages; its first lines are indented.
func (l *layout) paragraph(s string, st style, indent float64) {
	for _, s := range l.indented(s, st, l.room(), indent) {
		l.need(st.size * leading)
		l.text(l.left+s.x, l.y, s.text, s.style)
		l.y += st.size * leading
	}
}

type placed struct {
	text  string
	x     float64
	style style
}

// indented wraps a text and returns its lines, each with where it begins.
func (l *layout) indented(s string, st style, width, indent float64) []placed {
	var list []placed
	for _, p := range splitLines(l.fonts.visible(s)) {
		x, fromRight := indent, l.fonts.scripts.FromRight(p)
		for _, line := range l.wrapped(p, st, width, indent) {
			at := x
			if st.fromRight = fromRight; fromRight {
				at = max(0, width-x-l.widthOf(line, st))
			}
			list = append(list, placed{line, at, st})
			x = 0
		}
	}
	return list
}

// centred puts lines in the middle of the page.
func (l *layout) centred(s string, st style) {
	for _, line := range l.wrapped(s, st, l.room(), 0) {
		l.need(st.size * leading)
		l.text(l.left+(l.room()-l.widthOf(line, st))/2, l.y, line, st)
		l.y += st.size * leading
	}
}
