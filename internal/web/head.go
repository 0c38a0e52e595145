package web

import (
	"bytes"
	"html"
	"io"
	"net/http"
	"strings"
	"time"
)

// City is the city's name in the languages of the pages; empty where none is set.
type City struct{ ZhCN, ZhHK, En string }

// head returns what every page is told in its head, before any request: the city's
// name, whether people sign in at the organisation's provider, and that a demo password,
// which everybody can read, opens an account here.
func (s *Server) head() string {
	var b strings.Builder
	meta := func(name, content string) {
		if content != "" {
			b.WriteString(`<meta name="` + name + `" content="` + html.EscapeString(content) + `">`)
		}
	}
	meta("city-zh-CN", s.cfg.City.ZhCN)
	meta("city-zh-HK", s.cfg.City.ZhHK)
	meta("city-en", s.cfg.City.En)
	if s.cfg.OIDC != nil {
		meta("oidc", "yes")
	}
	if s.cfg.DemoExposed != nil && s.cfg.DemoExposed() {
		meta("demo-exposed", "yes")
	}
	return b.String()
}

// sendDocument sends a document of the build with this installation's head.
func (s *Server) sendDocument(w http.ResponseWriter, r *http.Request, name, head string) {
	f, _ := s.open(name)
	if f == nil {
		http.NotFound(w, r)
		return
	}
	defer func() { _ = f.Close() }()
	raw, err := io.ReadAll(f)
	if err != nil {
		http.Error(w, "the page cannot be read", http.StatusInternalServerError)
		return
	}
	page := bytes.NewReader(bytes.Replace(raw, []byte("</head>"), []byte(head+"</head>"), 1))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("ETag", tagOf(page))
	http.ServeContent(w, r, name, time.Time{}, page)
}
