package web

import "net/http"

// headerWarning tells a page with every answer what everybody who works here must know
// now; "disk_full" while the data folder's disk takes nothing. Without it all is well.
const headerWarning = "Hotline-Warning"

// warning adds the header to answers for those who are signed in.
func (s *Server) warning(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := r.Cookie(s.sessions.Cookie.Name)
		if err == nil && s.cfg.DiskFull != nil && s.cfg.DiskFull() {
			w.Header().Set(headerWarning, "disk_full")
		}
		next.ServeHTTP(w, r)
	})
}
