package mail

import (
	"context"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	stdmail "net/mail"
	"os"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/devstack"
)

var server *devstack.MailServer

// TestMain starts a real mail server; its certificate is trusted before anything reads
// which ones are.
func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "hotline-mail-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		if server, err = devstack.StartMailServer(ctx, dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		os.Setenv("SSL_CERT_FILE", server.Certificate)
		return m.Run()
	}())
}

// arrived waits for the mail that says a word.
func arrived(t *testing.T, word string) *stdmail.Message {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		list, err := server.Mails()
		if err != nil {
			t.Fatal(err)
		}
		for _, raw := range list {
			if m, err := stdmail.ReadMessage(strings.NewReader(raw)); err == nil && strings.Contains(m.Header.Get("To"), word) {
				return m
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("no mail to %s among %d", word, len(list))
		}
	}
}

// TestARealServerTakesIt without TLS, with STARTTLS and a password, and with TLS at once.
func TestARealServerTakesIt(t *testing.T) {
	t.Parallel()
	for way, cfg := range map[string]Config{
		"none":     {Addr: server.Addr, TLS: NoTLS},
		"starttls": {Addr: server.Addr, User: devstack.MailUser, Password: devstack.MailPassword},
		"tls":      {Addr: server.AddrTLS, TLS: FullTLS, User: devstack.MailUser, Password: devstack.MailPassword},
	} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			cfg.From = "hotline@hotline.test"
			s, err := New(cfg)
			if err != nil {
				t.Fatal(err)
			}
			body := "工单：261123000001\n" + strings.Repeat("期限：2026-11-24 17:30 ", 20) + "\n"
			if err := s.Send(t.Context(), []string{way + "@hotline.test", "leader@hotline.test"}, "12345热线 工单261123000001 待签收", body); err != nil {
				t.Fatal(err)
			}
			m := arrived(t, way+"@")
			subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
			if err != nil || subject != "12345热线 工单261123000001 待签收" {
				t.Errorf("subject %q, %v", subject, err)
			}
			text, err := io.ReadAll(quotedprintable.NewReader(m.Body))
			if got := strings.ReplaceAll(string(text), "\r\n", "\n"); err != nil || strings.TrimSpace(got) != strings.TrimSpace(body) {
				t.Errorf("it says %q, %v", got, err)
			}
			if m.Header.Get("Auto-Submitted") != "auto-generated" || m.Header.Get("Message-ID") == "" || m.Header.Get("Date") == "" {
				t.Errorf("headers %v", m.Header)
			}
		})
	}
}

// TestWhatAServerDoesNotTake is an error that says why.
func TestWhatAServerDoesNotTake(t *testing.T) {
	t.Parallel()
	away, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := away.Addr().String()
	away.Close()
	for want, c := range map[string]struct {
		cfg Config
		to  string
	}{
		"535":          {Config{Addr: server.Addr, User: devstack.MailUser, Password: "wrong"}, "a@hotline.test"},
		"sign in":      {Config{Addr: server.Addr}, "a@hotline.test"},
		"no such user": {Config{Addr: server.Addr, TLS: NoTLS}, "unknown@hotline.test"},
		"refused":      {Config{Addr: nobody, TLS: NoTLS}, "a@hotline.test"},
	} {
		c.cfg.From = "hotline@hotline.test"
		s, err := New(c.cfg)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Send(t.Context(), []string{c.to}, "x", "x"); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), c.cfg.Addr) {
			t.Errorf("error %v, want one about %q", err, want)
		}
	}
}

func TestWrongSettings(t *testing.T) {
	t.Parallel()
	for name, cfg := range map[string]Config{
		"no port": {Addr: "smtp.example.org", From: "a@b.org"}, "port 0": {Addr: "smtp.example.org:0", From: "a@b.org"},
		"no sender": {Addr: "smtp.example.org:587"}, "a sender of two lines": {Addr: "smtp.example.org:587", From: "a@b.org\r\nBcc: c@d.org"},
		"another protection": {Addr: "smtp.example.org:587", From: "a@b.org", TLS: "ssl"},
	} {
		if _, err := New(cfg); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
