package main

import "hotline12345/internal/document"

// fonts are those of documents; nothing is read before the first one is drawn.
func (s Settings) fonts() *document.Fonts {
	if len(s.Fonts) == 0 {
		return document.NewFonts(document.DefaultTitleFont, document.DefaultFonts()...)
	}
	return document.NewFonts(s.TitleFont, s.Fonts...)
}
