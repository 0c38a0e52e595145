package httpapi

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"hotline12345/internal/redact"
)

// WriteLimit is how long a caller may take to read a reply.
const WriteLimit = time.Minute

// Logged gives each request its RequestInfo, writes its line into the log and turns
// a panic into a reply. A proxy in one of the networks is believed when it names
// who asks.
func Logged(log *zap.Logger, proxies []netip.Prefix, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun, v := time.Now(), newRequestInfo(r, proxies)
		r = r.WithContext(context.WithValue(r.Context(), requestInfoKey{}, v))
		w.Header().Set("X-Request-Id", v.ID)
		_ = http.NewResponseController(w).SetWriteDeadline(begun.Add(WriteLimit)) // a test's recorder has none
		c := &counted{ResponseWriter: w}
		defer func() {
			fault := recover()
			if fault != nil && !isAbort(fault) {
				log.Error("request panicked", zap.String("request", v.ID), zap.Any("fault", fault), zap.Stack("stack"))
				if c.status == 0 {
					WriteProblem(c, r, Broken())
				}
			}
			logRequest(log, r, v, c, time.Since(begun))
			if fault != nil && c.status != http.StatusInternalServerError {
				panic(http.ErrAbortHandler) // half a reply must not pass for a whole one
			}
		}()
		next.ServeHTTP(c, r)
	})
}

// isAbort reports whether a panic is a handler's way to break off its reply.
func isAbort(fault any) bool {
	err, ok := fault.(error)
	return ok && errors.Is(err, http.ErrAbortHandler)
}

// logRequest writes the line of one request. Its query is left out: that may hold a
// telephone number, and those in its path are masked.
func logRequest(log *zap.Logger, r *http.Request, v *RequestInfo, c *counted, took time.Duration) {
	level := zapcore.DebugLevel
	read := r.Method == http.MethodGet || r.Method == http.MethodHead
	if c.status >= 400 || !read || took > time.Second {
		level = zapcore.InfoLevel
	}
	log.Log(level, "request", zap.String("request", v.ID), zap.String("method", r.Method),
		zap.String("path", loggedPath(r.URL.Path)), zap.Int("status", c.status), zap.Int64("bytes", c.bytes),
		zap.Duration("took", took), zap.String("login", v.Login), zap.String("addr", v.Addr))
}

// counted notes what was replied.
type counted struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader implements http.ResponseWriter.
func (c *counted) WriteHeader(status int) {
	if c.status == 0 || c.status < 200 { // 1xx come before the real one
		c.status = status
	}
	if status == http.StatusNoContent { // what is not there has no type, whatever the framework has set
		c.Header().Del("Content-Type")
	}
	c.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (c *counted) Write(b []byte) (int, error) {
	if c.status == 0 {
		c.status = http.StatusOK
	}
	n, err := c.ResponseWriter.Write(b)
	c.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController and websockets through.
func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// loggedPath returns a path as the log has it: not endless, and without telephone numbers.
func loggedPath(path string) string { return redact.Numbers(path[:min(len(path), 200)]) }
