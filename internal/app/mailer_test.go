package app

import (
	"context"
	"io"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/devstack"
	"hotline12345/internal/postgres"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// idle does no planned jobs of the clock.
type idle struct{}

func (idle) Wake(context.Context, tickets.Number) error     { return nil }
func (idle) Recompute(context.Context) error                { return nil }
func (idle) HandOver(context.Context, string, string) error { return nil }
func (idle) Publish(context.Context) error                  { return nil }
func (idle) PublishDue(context.Context, string, int) (time.Duration, error) {
	return 0, nil
}

// TestAReminderReachesPeople by a real mail server: whoever is on duty, else the unit's
// address, else the one above; copies go upward. No mail has anything of the citizen.
func TestAReminderReachesPeople(t *testing.T) {
	t.Parallel()
	ctx, url := t.Context(), dbtest.MigratedURL(t)
	server, err := devstack.StartMailServer(ctx, t.TempDir())
	must(t, err)
	send, err := newMailer(Settings{SMTPAddr: server.Addr, SMTPFrom: "hotline@hotline.test", SMTPTLS: "none", PublicURL: "https://12345.hotline.test/"})
	must(t, err)
	store, err := postgres.Open(ctx, url, postgres.Options{Mail: send})
	must(t, err)
	defer store.Close()
	at := time.Now()
	must(t, store.AddShifts(ctx, []org.Shift{{ID: "1", Unit: "Y04", From: at.Add(-time.Hour), Until: at.Add(time.Hour), Name: "陈敏", Phone: "13900139000", Mail: "duty@hotline.test"},
		{ID: "2", Unit: "Y04", From: at.Add(-9 * time.Hour), Until: at.Add(-time.Hour), Name: "刘洋", Phone: "13900139001", Mail: "yesterday@hotline.test"}}))
	units, err := store.Units(ctx)
	must(t, err)
	for _, u := range units {
		if u.Code == "Y" {
			u.Mail = "leader@hotline.test"
			must(t, store.ChangeRules(ctx, tickets.RuleChange{ID: "c1", At: at, Unit: &u}))
		}
	}
	d, ticket := storetest.Written(1, "13800138000", storetest.Dispatch, storetest.Sign)
	must(t, store.Commit(ctx, d, ticket))
	ticket, err = tickets.Apply(tickets.Case{Ticket: ticket, Request: tickets.Request{Move: tickets.MoveSupervise, Note: "王建军的诉求请速办，电话13800138000"},
		By: storetest.By(org.RoleSupervisor), Now: at, Rules: storetest.Rulebook()})
	must(t, err)
	must(t, store.Append(ctx, ticket))

	working, stop := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() { defer close(ended); postgres.NewWorker(store, idle{}, nil, zap.NewNop()).Run(working) }()
	defer func() { stop(); <-ended }()
	for _, to := range []string{"duty@hotline.test", "leader@hotline.test"} {
		text := mailTo(t, server, to)
		if !strings.Contains(text, string(ticket.Number)) || !strings.Contains(text, "https://12345.hotline.test/tickets/"+string(ticket.Number)) ||
			!strings.Contains(text, last(ticket).Due.In(tickets.Zone).Format("2006-01-02 15:04")) {
			t.Errorf("to %s: %s", to, text)
		}
		for _, secret := range []string{"王建军", "13800138000", "0138", ticket.Content, "速办"} {
			if strings.Contains(text, secret) {
				t.Errorf("a mail to %s says %q: %s", to, secret, text)
			}
		}
	}
	list, err := store.RemindersOf(ctx, ticket.Number)
	must(t, err)
	for _, r := range list {
		if r.MailFault != "" {
			t.Errorf("%s to %s: %s", r.Kind, r.Unit, r.MailFault)
		}
	}
	must(t, store.AddReceipt(ctx, list[0].ID, tickets.Receipt{By: org.Person{ID: "7", Name: "陈敏"}, At: at}))
	if pause, err := store.MailReminder(ctx, list[0].ID, at); pause != 0 || err != nil {
		t.Errorf("one that was read is mailed again: %v, %v", pause, err)
	}
}

func last(t tickets.Ticket) tickets.Entry { return t.Entries[len(t.Entries)-1] }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// mailTo waits for a mail to an address, and returns its text.
func mailTo(t *testing.T, server *devstack.MailServer, to string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		list, err := server.Mails()
		must(t, err)
		for _, raw := range list {
			m, err := mail.ReadMessage(strings.NewReader(raw))
			if err != nil || !strings.Contains(m.Header.Get("To"), to) {
				continue
			}
			text, err := io.ReadAll(quotedprintable.NewReader(m.Body))
			must(t, err)
			return m.Header.Get("Subject") + "\n" + string(text)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("no mail to %s among %d", to, len(list))
		}
	}
}

// TestSettingsOfMail that cannot be meant are refused at the start, with the setting's name.
func TestSettingsOfMail(t *testing.T) {
	t.Parallel()
	for want, s := range map[string]Settings{
		"HOTLINE_SMTP_FROM":  {SMTPAddr: "smtp.hotline.test:587"},
		"HOTLINE_PUBLIC_URL": {PublicURL: "12345.hotline.test"},
		"HOTLINE_SMTP_ADDR":  {SMTPAddr: "smtp.hotline.test", SMTPFrom: "a@hotline.test"},
	} {
		if _, err := newMailer(s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if send, err := newMailer(Settings{SMTPTLS: "starttls"}); send != nil || err != nil {
		t.Errorf("without a server: %v", err)
	}
}
