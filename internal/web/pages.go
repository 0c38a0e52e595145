package web

import (
	"io/fs"
	"net/http"
	"strings"

	"hotline12345/internal/web/httpapi"
)

const notBuilt = `<!doctype html><meta charset="utf-8"><title>Hotline 12345</title>
<p>The pages are not built. Run <code>make pages</code> and start the service again.</p>
`

// pages serves the built application: files by name, everything else is the
// application itself, which knows its own routes. It needs no session, so that a
// page loads while the database is away.
func (s *Server) pages(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		httpapi.WriteProblem(w, r, httpapi.NewProblem(http.StatusMethodNotAllowed, "invalid_request", "pages can only be read"))
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	asset := strings.HasPrefix(name, "assets/")
	if !s.isFile(name) {
		if asset {
			http.NotFound(w, r) // an old page asks for what a new build lacks
			return
		}
		name = "index.html"
	}
	w.Header().Set("Cache-Control", "no-cache")
	if asset { // their names change with their content
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if !s.isFile(name) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte(notBuilt))
		return
	}
	http.ServeFileFS(w, r, s.cfg.Pages, name)
}

// isFile says whether the build has a file; hidden ones are not for browsers.
func (s *Server) isFile(name string) bool {
	if strings.HasPrefix(name, ".") || strings.Contains(name, "/.") {
		return false
	}
	info, err := fs.Stat(s.cfg.Pages, name)
	return err == nil && info.Mode().IsRegular()
}
