package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"hotline12345/internal/app"
	"hotline12345/internal/trouble"
)

// health asks the service on this machine whether it is well: for the health check of a
// container or a supervisor.
func health(ctx context.Context, s app.Settings, _ []string, out io.Writer) error {
	host, port, err := net.SplitHostPort(s.HTTPAddr)
	if err != nil {
		return fmt.Errorf("HOTLINE_HTTP_ADDR: %w", err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	scheme := "http"
	if s.TLSCert != "" {
		scheme = "https"
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, scheme+"://"+net.JoinHostPort(host, port)+"/api/health", nil)
	if err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	client := http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // G402: this machine asks itself, by a name that is not in the certificate
	}}
	resp, err := client.Do(req)
	if err != nil {
		if kind, ok := trouble.Service.Kind(err); ok {
			err = trouble.New(kind, s.HTTPAddr, err)
		}
		return fmt.Errorf("ask for health: %w", err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, 1<<16))
	if err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	fmt.Fprintln(out, strings.TrimSpace(string(raw)))
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the service is not well: %s; what is wrong stands above, hotline doctor tells more", resp.Status)
	}
	return nil
}
