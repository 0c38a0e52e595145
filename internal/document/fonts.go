package document

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"

	"github.com/signintech/gopdf"

	"hotline12345/internal/document/script"
	"hotline12345/tickets/papers"
)

// DefaultFonts are where Debian's packages fonts-lxgw-wenkai, fonts-hanazono and
// fonts-babelstone-han (all OFL or freer) put their files: a regular-script face for
// everything, two that have the rare hanzi of extensions A to F, and one with G and H.
func DefaultFonts() []string {
	return []string{
		"/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
		"/usr/share/fonts/truetype/hanazono/HanaMinA.ttf",
		"/usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
		"/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf",
	}
}

// DefaultTitleFont is the bold face of titles.
const DefaultTitleFont = "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Bold.ttf"

// Fonts are the faces of all documents. A file is read once, when the first
// character needs it. The zero value has none.
type Fonts struct {
	body  []*face // the first that has a character draws it
	title []*face // the same with the bold face before
	// scripts draw what is shaped before it is drawn.
	scripts *script.Set
}

// NewFonts names the font files (TrueType) in the order of preference, and the
// bold one of titles, which may be empty. Nothing is read yet: a hotline takes
// calls without fonts too.
func NewFonts(title string, files ...string) *Fonts {
	f := &Fonts{scripts: script.Debian()}
	for i, file := range files {
		f.body = append(f.body, &face{family: fmt.Sprintf("f%d", i), file: file})
	}
	if title != "" {
		f.title = append(f.title, &face{family: "title", file: title})
	}
	f.title = append(f.title, f.body...)
	return f
}

// Check reads the first font that can be read; else papers.ErrNoFont, which names
// all files.
func (f *Fonts) Check() error {
	var errs []error
	for _, face := range f.body {
		err := face.open()
		if err == nil {
			return nil
		}
		errs = append(errs, err)
	}
	return fmt.Errorf("%w: install fonts-lxgw-wenkai, or name TrueType files in HOTLINE_FONTS: %w", papers.ErrNoFont, errors.Join(errs...))
}

// face is one font file.
type face struct {
	family, file string

	once      sync.Once
	err       error
	container gopdf.FontContainer
	probe     gopdf.SubsetFontObj

	mu     sync.Mutex
	glyphs map[rune]glyph
}

// glyph is a character as a face draws it.
type glyph struct {
	known bool
	width float64 // of an em
}

func (f *face) open() error {
	f.once.Do(func() { f.err = f.read() })
	return f.err
}

// read parses the file. gopdf panics on some broken files; they count as
// unreadable.
func (f *face) read() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("read font %s: %v", f.file, r)
		}
	}()
	data, err := os.ReadFile(f.file)
	if err != nil {
		return fmt.Errorf("read font: %w", err)
	}
	f.glyphs = map[rune]glyph{}
	if err := f.probe.SetTTFByReader(bytes.NewReader(data)); err != nil {
		return fmt.Errorf("read font %s: %w", f.file, err)
	}
	if err := f.container.AddTTFFontData(f.family, data); err != nil {
		return fmt.Errorf("read font %s: %w", f.file, err)
	}
	if !f.glyph('一').known {
		return fmt.Errorf("font %s has no Chinese characters", f.file)
	}
	return nil
}

// glyph returns the glyph of a character. A face that cannot be read has none.
func (f *face) glyph(r rune) glyph {
	f.mu.Lock()
	defer f.mu.Unlock()
	g, ok := f.glyphs[r]
	if !ok {
		g = f.find(r)
		f.glyphs[r] = g
	}
	return g
}

func (f *face) find(r rune) (g glyph) {
	defer func() {
		if recover() != nil { // gopdf trusts the font's tables
			g = glyph{}
		}
	}()
	index, err := f.probe.CharCodeToGlyphIndex(r)
	if err != nil || index == 0 {
		return glyph{}
	}
	return glyph{known: true, width: float64(f.probe.GlyphIndexToPdfWidth(index)) / 1000}
}

// Missing reads every font and returns the errors of those that cannot be used, in the order of
// preference, the title's first. It takes a second or two.
func (f *Fonts) Missing() []error {
	var errs []error
	for _, face := range f.title { // the body's are among them
		if err := face.open(); err != nil {
			errs = append(errs, err)
		}
	}
	return slices.Clip(append(errs, f.scripts.Missing()...))
}
