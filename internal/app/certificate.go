package app

import (
	"crypto/tls"
	"os"
	"sync"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/trouble"
)

// certificate is the pages' certificate, which is renewed while the service runs: whatever
// renews it writes the two files anew, and the next browser that connects gets the new one.
type certificate struct {
	cert, key string // files
	log       *zap.Logger

	mu     sync.Mutex
	looked time.Time // at the files
	of     time.Time // when the newer of the files was written
	pair   *tls.Certificate
}

// certificateEvery is how often the files are looked at.
const certificateEvery = 10 * time.Second

// openCertificate reads a certificate and its key; an error says what to do.
func openCertificate(cert, key string, log *zap.Logger) (*certificate, error) {
	c := &certificate{cert: cert, key: key, log: log}
	return c, c.read()
}

// read reads both files.
func (c *certificate) read() error {
	of := c.written()
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return trouble.New(trouble.Certificate, c.cert+", "+c.key, err)
	}
	c.of, c.pair = of, &pair
	return nil
}

// written returns when the newer of the files was written; zero if none can be seen.
func (c *certificate) written() (newest time.Time) {
	for _, name := range []string{c.cert, c.key} {
		if info, err := os.Stat(name); err == nil && info.ModTime().After(newest) {
			newest = info.ModTime()
		}
	}
	return newest
}

// at returns the certificate for a connection at a time. One that cannot be read, for its key
// may not be there yet, leaves the former in use.
func (c *certificate) at(now time.Time) *tls.Certificate {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now.Sub(c.looked).Abs() < certificateEvery {
		return c.pair
	}
	c.looked = now
	if c.written().Equal(c.of) {
		return c.pair
	}
	if err := c.read(); err != nil {
		c.log.Warn("the new certificate cannot be used; the former one stays", zap.Error(err), doAbout(err))
		return c.pair
	}
	c.log.Info("the pages have a new certificate", zap.Time("valid_until", c.pair.Leaf.NotAfter))
	return c.pair
}

// config is for a server.
func (c *certificate) config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return c.at(time.Now()), nil }}
}
