package docs_test

import (
	"fmt"
	"strings"
)

// drawing is a picture in SVG. Its colours follow the reader's: dark on light, or
// light on dark.
type drawing struct {
	width, height float64
	body          strings.Builder
}

const drawingHead = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" font-family="system-ui, sans-serif">
<style>
svg { --ground: #ffffff; --band: #f2f5f8; --box: #ffffff; --pure: #e2f4e8; --shell: #e4effb; --edge: #fdf0dc; --line: #5b6775; --faint: #8a95a3; --text: #17202b; --soft: #51606f; --mark: #0b5cad }
@media (prefers-color-scheme: dark) { svg { --ground: #12171d; --band: #1a2129; --box: #242d37; --pure: #1d3b29; --shell: #1c3450; --edge: #463619; --line: #9aa7b5; --faint: #6f7c8a; --text: #eef2f6; --soft: #b4c0cc; --mark: #7db8f5 } }
.ground { fill: var(--ground) } .band { fill: var(--band) }
.box, .pure, .shell, .edge { stroke: var(--line) } .box { fill: var(--box) } .pure { fill: var(--pure) } .shell { fill: var(--shell) } .edge { fill: var(--edge) }
.arrow { fill: none; stroke: var(--line); stroke-width: 1.3 } .thin { fill: none; stroke: var(--faint); stroke-width: 1 } .head { fill: var(--line) }
text { fill: var(--text); font-size: 12px } .title { font-size: 13px; font-weight: 600 } .soft { fill: var(--soft); font-size: 11px } .mark { fill: var(--mark); font-size: 11px } .halo { stroke: var(--ground); stroke-width: 4px; paint-order: stroke }
</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="head" d="M0,0 L8,4 L0,8 z"/></marker></defs>
<rect class="ground" width="100%%" height="100%%"/>
`

var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// box is a rectangle of a class: box, pure, shell, edge or band.
func (d *drawing) box(class string, x, y, w, h float64) {
	fmt.Fprintf(&d.body, `<rect class="%s" x="%.0f" y="%.0f" width="%.0f" height="%.0f" rx="8"/>`+"\n", class, x, y, w, h)
}

// text stands at a point; the anchor is start, middle or end.
func (d *drawing) text(class, anchor string, x, y float64, text string) {
	fmt.Fprintf(&d.body, `<text class="%s" text-anchor="%s" x="%.0f" y="%.0f">%s</text>`+"\n", class, anchor, x, y, escaped.Replace(text))
}

// arrow leads along points, with a head at its end.
func (d *drawing) arrow(class string, points ...float64) {
	var path strings.Builder
	for i := 0; i+1 < len(points); i += 2 {
		fmt.Fprintf(&path, "%c%.0f,%.0f ", "ML"[min(i, 1)], points[i], points[i+1])
	}
	fmt.Fprintf(&d.body, `<path class="%s" marker-end="url(#head)" d="%s"/>`+"\n", class, strings.TrimSpace(path.String()))
}

// down is an arrow that leaves a point downwards and arrives from above.
func (d *drawing) down(class string, x1, y1, x2, y2 float64) {
	bend := max((y2-y1)/2, 24)
	fmt.Fprintf(&d.body, `<path class="%s" marker-end="url(#head)" d="M%.0f,%.0f C%.0f,%.0f %.0f,%.0f %.0f,%.0f"/>`+"\n",
		class, x1, y1, x1, y1+bend, x2, y2-bend, x2, y2)
}

func (d *drawing) String() string {
	return fmt.Sprintf(drawingHead, d.width, d.height, d.width, d.height) + d.body.String() + "</svg>\n"
}

// wrapped breaks words into lines of at most so many characters.
func wrapped(words []string, separator string, width int) []string {
	var lines []string
	for _, w := range words {
		last := len(lines) - 1
		if last >= 0 && len(lines[last])+len(separator)+len(w) <= width {
			lines[last] += separator + w
			continue
		}
		if last >= 0 {
			lines[last] += strings.TrimRight(separator, " ")
		}
		lines = append(lines, w)
	}
	return lines
}
