// Package mail sends short texts by a mail server (SMTP, RFC 5321). It is the only importer
// of go-mail.
package mail

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Config is how the mail server is reached.
type Config struct {
	// Addr is the server's host and port: "smtp.example.org:587".
	Addr string
	// User and Password open it; without a user nothing is asked.
	User, Password string
	// From is the sender's address.
	From string
	// TLS is starttls (the usual), tls (from the first byte) or none.
	TLS string
}

// The ways in which a connection is protected.
const (
	StartTLS = "starttls"
	FullTLS  = "tls"
	NoTLS    = "none"
)

// timeout bounds each step with the server.
const timeout = 20 * time.Second

// Sender sends mails.
type Sender struct {
	cfg        Config
	host       string
	port       int
	protection gomail.Option
}

// New returns a sender. It connects to nothing yet. An error says which setting is wrong.
func New(cfg Config) (*Sender, error) {
	host, portText, err := net.SplitHostPort(cfg.Addr)
	if err != nil {
		return nil, fmt.Errorf("%q is no host and port, such as smtp.example.org:587: %w", cfg.Addr, err)
	}
	port, err := strconv.Atoi(portText)
	if err != nil || port < 1 || port > 65535 {
		return nil, fmt.Errorf("%q has no port, such as 587", cfg.Addr)
	}
	if err := gomail.NewMsg().From(cfg.From); err != nil {
		return nil, fmt.Errorf("the sender %q is no mail address: %w", cfg.From, err)
	}
	s := &Sender{cfg: cfg, host: host, port: port}
	switch cfg.TLS {
	case StartTLS, "":
		s.protection = gomail.WithTLSPolicy(gomail.TLSMandatory)
	case FullTLS:
		s.protection = gomail.WithSSL()
	case NoTLS:
		s.protection = gomail.WithTLSPolicy(gomail.NoTLS)
	default:
		return nil, fmt.Errorf("the protection %q is none of starttls, tls, none", cfg.TLS)
	}
	return s, nil
}

// Send sends a text to some addresses. An error is the server's answer, or why it was not
// reached.
func (s *Sender) Send(ctx context.Context, to []string, subject, body string) error {
	m := gomail.NewMsg()
	if err := m.From(s.cfg.From); err != nil {
		return fmt.Errorf("the sender's address: %w", err)
	}
	if err := m.To(to...); err != nil {
		return fmt.Errorf("an address of who is reminded: %w", err)
	}
	m.Subject(subject)
	m.SetDate()
	m.SetMessageID()
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no reply by a robot
	m.SetBodyString(gomail.TypeTextPlain, body)
	options := []gomail.Option{gomail.WithPort(s.port), gomail.WithTimeout(timeout), s.protection}
	if s.cfg.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.cfg.User), gomail.WithPassword(s.cfg.Password))
	}
	c, err := gomail.NewClient(s.host, options...)
	if err != nil {
		return fmt.Errorf("the mail server %s: %w", s.cfg.Addr, err)
	}
	if err := c.DialAndSendWithContext(ctx, m); err != nil {
		return fmt.Errorf("the mail server %s: %w", s.cfg.Addr, err)
	}
	return nil
}
