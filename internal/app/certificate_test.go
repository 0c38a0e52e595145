package app

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/trouble"
)

// pairOf returns a certificate with a serial number and its key, in PEM.
func pairOf(t *testing.T, serial int64) (cert, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{SerialNumber: big.NewInt(serial), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw})
}

// TestARenewedCertificateIsTaken while connections come in, and not before both files are new.
func TestARenewedCertificateIsTaken(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log, err := loggerTo(&out, "info")
	if err != nil {
		t.Fatal(err)
	}
	certFile, keyFile := filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	written := time.Now().Add(-time.Hour)
	put := func(file string, raw []byte) {
		t.Helper()
		written = written.Add(time.Second)
		if err := os.WriteFile(file, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, written, written); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := openCertificate(certFile, keyFile, log); err == nil || !strings.Contains(trouble.Explain(err), "HOTLINE_TLS_KEY") {
		t.Errorf("files that are not there: %v", err)
	}
	cert, key := pairOf(t, 1)
	put(certFile, cert)
	put(keyFile, key)
	c, err := openCertificate(certFile, keyFile, log)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	serves := func(want int64, when string) {
		t.Helper()
		now = now.Add(certificateEvery)
		if got := c.at(now).Leaf.SerialNumber.Int64(); got != want {
			t.Errorf("%s: certificate %d is served, want %d", when, got, want)
		}
	}
	serves(1, "at first")
	newCert, newKey := pairOf(t, 2)
	put(certFile, newCert)
	serves(1, "without its key")
	if !strings.Contains(out.String(), "the former one stays") || !strings.Contains(out.String(), `"do":`) {
		t.Errorf("the log says\n%s", &out)
	}
	put(keyFile, newKey)
	if got := c.at(now.Add(certificateEvery / 2)).Leaf.SerialNumber.Int64(); got != 1 {
		t.Error("the files are looked at for each connection")
	}
	serves(2, "with its key")
	got, err := c.config().GetCertificate(&tls.ClientHelloInfo{})
	if err != nil || got.Leaf.SerialNumber.Int64() != 2 {
		t.Errorf("a connection gets %v, error %v", got, err)
	}
	if err := os.Remove(certFile); err != nil {
		t.Fatal(err)
	}
	serves(2, "after the file has gone")
}

// TestOldTLSIsRefused: 1.2 and later, with what browsers of today know.
func TestOldTLSIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	cert, key := pairOf(t, 1)
	for name, raw := range map[string][]byte{certFile: cert, keyFile: key} {
		if err := os.WriteFile(name, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pages, err := openCertificate(certFile, keyFile, zap.NewNop())
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.TLS = pages.config()
	server.StartTLS()
	defer server.Close()
	for version, want := range map[uint16]bool{tls.VersionTLS10: false, tls.VersionTLS11: false, tls.VersionTLS12: true, tls.VersionTLS13: true} {
		c, err := tls.Dial("tcp", server.Listener.Addr().String(), &tls.Config{InsecureSkipVerify: true, MinVersion: version, MaxVersion: version})
		if (err == nil) != want {
			t.Errorf("%s: %v", tls.VersionName(version), err)
		}
		if err == nil {
			_ = c.Close()
		}
	}
}
