package script

import (
	"image"
	"image/color"
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"
)

// Picture is a piece as it is drawn. Left and Top are where it begins, from the pen's place on
// the baseline, Width and Height its size; in em.
type Picture struct {
	Image                    image.Image
	Left, Top, Width, Height float64
}

const (
	// finest is how many pixels an em has: of a letter of 14 points 450 dots an inch.
	finest = 88.0
	// mostPixels bounds a picture: what would be larger is drawn less finely.
	mostPixels = 1 << 22
)

// Draw draws a piece in a colour, on nothing.
func (s *Set) Draw(p Piece, c color.Color) Picture {
	s.mu.Lock()
	defer s.mu.Unlock()
	lines := outlines(s.shape(p))
	minX, minY, maxX, maxY := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, seg := range lines {
		for _, a := range seg.ArgsSlice() {
			minX, maxX = min(minX, float64(a.X)), max(maxX, float64(a.X))
			minY, maxY = min(minY, float64(a.Y)), max(maxY, float64(a.Y))
		}
	}
	if len(lines) == 0 {
		return Picture{}
	}
	ems := max(maxX-minX, 0.01) * max(maxY-minY, 0.01)
	perEm := min(finest, math.Sqrt(mostPixels/ems))
	w, h := int(math.Ceil((maxX-minX)*perEm))+2, int(math.Ceil((maxY-minY)*perEm))+2
	r := vector.NewRasterizer(w, h)
	at := func(p opentype.SegmentPoint) (x, y float32) {
		return (p.X-float32(minX))*float32(perEm) + 1, (float32(maxY)-p.Y)*float32(perEm) + 1
	}
	for _, seg := range lines {
		x, y := at(seg.Args[0])
		switch seg.Op {
		case opentype.SegmentOpMoveTo:
			r.ClosePath()
			r.MoveTo(x, y)
		case opentype.SegmentOpLineTo:
			r.LineTo(x, y)
		case opentype.SegmentOpQuadTo:
			x2, y2 := at(seg.Args[1])
			r.QuadTo(x, y, x2, y2)
		case opentype.SegmentOpCubeTo:
			x2, y2 := at(seg.Args[1])
			x3, y3 := at(seg.Args[2])
			r.CubeTo(x, y, x2, y2, x3, y3)
		}
	}
	r.ClosePath()
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	r.Draw(out, out.Bounds(), image.NewUniform(c), image.Point{})
	pixel := 1 / perEm
	return Picture{Image: out, Left: minX - pixel, Top: maxY + pixel, Width: float64(w) * pixel, Height: float64(h) * pixel}
}

// outlines are the outlines of words beside each other, in em.
func outlines(words []shaped) (list []opentype.Segment) {
	var pen float32
	for _, w := range words {
		em := 1 / float32(w.of.face.Upem())
		for _, g := range w.glyphs {
			dx, dy := pen+float32(g.XOffset)/64/perEm, float32(g.YOffset)/64/perEm
			if o, ok := w.of.face.GlyphData(g.GlyphID).(font.GlyphOutline); ok {
				for _, seg := range o.Segments {
					for i := range seg.Args {
						seg.Args[i].X, seg.Args[i].Y = seg.Args[i].X*em+dx, seg.Args[i].Y*em+dy
					}
					list = append(list, seg)
				}
			}
			pen += float32(g.Advance) / 64 / perEm
		}
	}
	return list
}
