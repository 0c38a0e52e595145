package document

import (
	"bytes"
	"fmt"
	imagecolor "image/color"
	"image/png"
	"io"

	"github.com/signintech/gopdf"

	"hotline12345/internal/document/script"
	"hotline12345/tickets/papers"
)

// PDF draws a paper. The same paper makes the same bytes.
func (f *Fonts) PDF(w io.Writer, p papers.Paper) error {
	if err := f.Check(); err != nil {
		return err
	}
	l := newLayout(f, p.Landscape)
	l.head(p)
	size := bodySize
	if p.Letterhead.Office == "" {
		size = 12 // a file, not a letter
	}
	for _, b := range p.Blocks {
		l.block(b, size)
	}
	l.foot(p)
	l.number(f.visible(p.Running))
	if err := l.draw(w, p.Title); err != nil {
		return fmt.Errorf("draw %s: %w", p.Title, err)
	}
	return nil
}

// number writes the foot of every page: what it belongs to, and its number.
func (l *layout) number(running string) {
	st := style{size: 9, color: grey}
	for i, pg := range l.pages {
		y := l.height - l.bottom + 24
		n := fmt.Sprintf("第%d页，共%d页", i+1, len(l.pages))
		pg.ops = append(pg.ops, op{text: running, style: st, x: l.left, y: y},
			op{text: n, style: st, x: l.width - l.right - l.widthOf(n, st), y: y})
	}
}

// draw writes the pages as PDF; each font holds only the characters used.
func (l *layout) draw(w io.Writer, title string) error {
	var pdf gopdf.GoPdf
	pdf.Start(gopdf.Config{PageSize: gopdf.Rect{W: l.width, H: l.height}})
	pdf.SetInfo(gopdf.PdfInfo{Title: title, Producer: "hotline12345"})
	used := map[*face]bool{}
	for _, pg := range l.pages {
		pdf.AddPage()
		for _, o := range pg.ops {
			if o.weight > 0 {
				pdf.SetLineWidth(o.weight)
				pdf.SetStrokeColor(o.style.color[0], o.style.color[1], o.style.color[2])
				pdf.Line(o.x, o.y, o.x2, o.y2)
				continue
			}
			if err := l.drawText(&pdf, o, used); err != nil {
				return err
			}
		}
	}
	var out bytes.Buffer
	if _, err := pdf.WriteTo(&out); err != nil {
		return err
	}
	_, err := w.Write(mended(out.Bytes()))
	return err
}

func (l *layout) drawText(pdf *gopdf.GoPdf, o op, used map[*face]bool) error {
	x := o.x
	pdf.SetTextColor(o.style.color[0], o.style.color[1], o.style.color[2])
	for _, r := range l.fonts.runs(o.text, o.style.bold, o.style.fromRight) {
		if r.piece.Shaped {
			if err := l.drawPicture(pdf, r.piece, o, x); err != nil {
				return err
			}
			x += r.width * o.style.size
			continue
		}
		if !used[r.face] {
			if err := pdf.AddTTFFontFromFontContainer(r.face.family, &r.face.container); err != nil {
				return fmt.Errorf("use font %s: %w", r.face.file, err)
			}
			used[r.face] = true
		}
		if err := pdf.SetFont(r.face.family, "", o.style.size); err != nil {
			return err
		}
		pdf.SetXY(x, o.y)
		if err := pdf.Text(r.text); err != nil {
			return err
		}
		x += r.width * o.style.size
	}
	return nil
}

// drawPicture draws what is shaped, with its baseline where the line's is.
func (l *layout) drawPicture(pdf *gopdf.GoPdf, p script.Piece, o op, x float64) error {
	c := o.style.color
	drawn := l.fonts.scripts.Draw(p, imagecolor.RGBA{R: c[0], G: c[1], B: c[2], A: 255})
	if drawn.Image == nil {
		return nil
	}
	var raw bytes.Buffer
	if err := png.Encode(&raw, drawn.Image); err != nil {
		return fmt.Errorf("draw %q: %w", p.Text, err)
	}
	holder, err := gopdf.ImageHolderByBytes(raw.Bytes())
	if err != nil {
		return fmt.Errorf("draw %q: %w", p.Text, err)
	}
	size := o.style.size
	return pdf.ImageByHolder(holder, x+drawn.Left*size, o.y-drawn.Top*size, &gopdf.Rect{W: drawn.Width * size, H: drawn.Height * size})
}
