package web

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"hotline12345/internal/web/httpapi"
)

const notBuilt = `<!doctype html><meta charset="utf-8"><title>Hotline 12345</title>
<p>The pages are not built. Run <code>make pages</code> and start the service again.</p>
`

// ofDocuments are the headers that say what a document may do. Scripts and styles
// obey those of the document that loads them; a page of a dozen parts would carry
// 5 KB of them to a citizen's telephone.
var ofDocuments = []string{"Content-Security-Policy", "X-Frame-Options", "Permissions-Policy", "Cross-Origin-Opener-Policy"}

// pages serves the built application: files by name, everything else is the
// application itself, which knows its own routes; what is open without a session is a
// smaller one. It needs no session, so that a
// page loads while the database is away.
func (s *Server) pages(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		httpapi.WriteProblem(w, r, httpapi.NewProblem(http.StatusMethodNotAllowed, "invalid_request", "pages can only be read"))
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if strings.Contains("/"+name+"/", "/../") {
		http.Error(w, "invalid URL path", http.StatusBadRequest)
		return
	}
	asset := strings.HasPrefix(name, "assets/")
	if !s.isFile(name) {
		if asset {
			http.NotFound(w, r) // an old page asks for what a new build lacks
			return
		}
		name = s.documentOf(w, r)
	}
	w.Header().Set("Cache-Control", "no-cache")
	if asset { // their names change with their content
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if kind := path.Ext(name); asset && (kind == ".js" || kind == ".css") {
		for _, header := range ofDocuments {
			w.Header().Del(header)
		}
	}
	if !s.isFile(name) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte(notBuilt))
		return
	}
	if head := s.head(); path.Ext(name) == ".html" && head != "" {
		s.sendDocument(w, r, name, head)
		return
	}
	s.sendFile(w, r, name)
}

// publicPages are the pages that are open without a session; they are a build of their
// own, which has nothing of the staff's (agent-web/src/publicRoutes.ts).
var publicPages = []string{"/status", "/published"}

// documentOf returns the document for an address that is no file. A browser with a
// session's cookie, be it an old one, gets the staff's everywhere: who is signed in
// keeps the telephone beside what citizens see.
func (s *Server) documentOf(w http.ResponseWriter, r *http.Request) string {
	if !slices.Contains(publicPages, strings.TrimSuffix(r.URL.Path, "/")) || !s.isFile("public.html") {
		return "index.html"
	}
	w.Header().Add("Vary", "Cookie")
	if _, err := r.Cookie(s.sessions.Cookie.Name); err == nil {
		return "index.html"
	}
	return "public.html"
}

// sendFile sends a file of the build in the smallest form that the browser takes
// and the build has. A range of a file is cut from it as it is: codings are for
// whole files.
func (s *Server) sendFile(w http.ResponseWriter, r *http.Request, name string) {
	accept := r.Header.Get("Accept-Encoding")
	if r.Header.Get("Range") != "" {
		accept = ""
	}
	for _, c := range preferred(accept) {
		f, size := s.open(name + c.suffix)
		if f == nil {
			continue
		}
		defer func() { _ = f.Close() }()
		h := w.Header()
		h.Add("Vary", "Accept-Encoding")
		if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
			h.Set("Content-Type", kind)
		}
		if c.name != "" {
			h.Set("Content-Encoding", c.name)
			h.Set("Content-Length", strconv.FormatInt(size, 10))
		}
		if h.Get("Cache-Control") == "no-cache" { // the browser asks each time, and gets 304 if nothing changed
			h.Set("ETag", tagOf(f))
		}
		http.ServeContent(w, r, name, time.Time{}, f)
		return
	}
	http.NotFound(w, r)
}

// page is an open file of the build.
type page interface {
	io.ReadSeeker
	io.Closer
}

// open returns a file of the build and its size in bytes, or nil if the build
// lacks it.
func (s *Server) open(name string) (page, int64) {
	f, err := s.cfg.Pages.Open(name)
	if err != nil {
		return nil, 0
	}
	info, err := f.Stat()
	if p, ok := f.(page); ok && err == nil && info.Mode().IsRegular() {
		return p, info.Size()
	}
	_ = f.Close()
	return nil, 0
}

// tagOf returns the entity tag of a file's bytes, each coding has its own, and
// goes back to the file's beginning.
func tagOf(f io.ReadSeeker) string {
	sum := sha256.New()
	_, _ = io.Copy(sum, f)
	_, _ = f.Seek(0, io.SeekStart)
	return `"` + hex.EncodeToString(sum.Sum(nil)[:8]) + `"`
}

// isFile reports whether the build has a file for browsers: hidden ones are not,
// nor are the compressed forms of others.
func (s *Server) isFile(name string) bool {
	if strings.HasPrefix(name, ".") || strings.Contains(name, "/.") {
		return false
	}
	for _, c := range codings[:2] {
		if strings.HasSuffix(name, c.suffix) {
			return false
		}
	}
	info, err := fs.Stat(s.cfg.Pages, name)
	return err == nil && info.Mode().IsRegular()
}
