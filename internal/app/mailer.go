package app

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"hotline12345/internal/mail"
	"hotline12345/internal/postgres/reminders"
	"hotline12345/tickets"
)

// newMailer returns what mails reminders; nil where no mail server is set.
func newMailer(s Settings) (reminders.Send, error) {
	base := strings.TrimRight(s.PublicURL, "/")
	if u, err := url.Parse(base); err != nil || base != "" && (u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return nil, fmt.Errorf("HOTLINE_PUBLIC_URL is %q: the address at which people open the pages, such as https://12345.example.org", s.PublicURL)
	}
	if s.SMTPAddr == "" {
		return nil, nil
	}
	if s.SMTPFrom == "" {
		return nil, errors.New("HOTLINE_SMTP_FROM is empty: reminders need a sender's address where HOTLINE_SMTP_ADDR is set")
	}
	sender, err := mail.New(mail.Config{Addr: s.SMTPAddr, User: s.SMTPUser, Password: s.SMTPPassword, From: s.SMTPFrom, TLS: s.SMTPTLS})
	if err != nil {
		return nil, fmt.Errorf("settings of the mail server (HOTLINE_SMTP_ADDR, _FROM, _TLS): %w", err)
	}
	return func(ctx context.Context, r tickets.Reminder, to []string) error {
		subject, body := r.Mail(base)
		return sender.Send(ctx, to, subject, body)
	}, nil
}
