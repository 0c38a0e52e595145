package web

import (
	"io/fs"
	"net/http"
	"strings"
)

// pages serves the built application: files by name, everything else is the
// application itself, which knows its own routes.
func (s *Server) pages() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		if info, err := fs.Stat(s.cfg.Pages, name); name == "" || err != nil || info.IsDir() {
			if strings.HasPrefix(name, "assets/") {
				http.NotFound(w, r) // an old page asks for what a new build lacks
				return
			}
			name = "index.html"
		}
		w.Header().Set("Cache-Control", "no-cache")
		if strings.HasPrefix(name, "assets/") { // their names change with their content
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		if _, err := fs.Stat(s.cfg.Pages, name); err != nil {
			http.Error(w, "The pages are not built. Run: make pages", http.StatusServiceUnavailable)
			return
		}
		http.ServeFileFS(w, r, s.cfg.Pages, name)
	})
}
