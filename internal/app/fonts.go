package app

import "hotline12345/internal/document"

// DocumentFonts returns the fonts of documents; no file is read before the first
// document is drawn.
func (s Settings) DocumentFonts() *document.Fonts {
	if len(s.Fonts) == 0 {
		return document.NewFonts(document.DefaultTitleFont, document.DefaultFonts()...)
	}
	return document.NewFonts(s.TitleFont, s.Fonts...)
}
