package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hotline12345/internal/app"
	"hotline12345/internal/errs"
	"hotline12345/internal/phone"
	"hotline12345/internal/postgres"
	"hotline12345/internal/speech"
	"hotline12345/internal/web"
	"hotline12345/tickets/org"
)

// answers are what a city says of itself when it is set up.
type answers struct {
	city, traditional, english, pinyin string
	number, area                       string
	host, publicIP, listen             string
	cert, key                          string
	admin, adminName                   string
}

// question is one of setup's questions, which a flag answers in advance.
type question struct {
	flag, text, standard string
	needed               bool
	into                 *string
}

func (a *answers) questions() []question {
	return []question{
		{"city", "The city's name in Chinese, as callers hear it and pages show it (清川市)", "", true, &a.city},
		{"city-traditional", "The same in traditional characters; empty if they are the same", "", false, &a.traditional},
		{"city-english", "The same in English (Qingchuan)", "", true, &a.english},
		{"city-pinyin", "How Mandarin reads it; empty: the usual reading", "", false, &a.pinyin},
		{"number", "The hotline's number, which citizens see when they are called", "12345", true, &a.number},
		{"area-code", "The city's area code, which local numbers get (0757)", "", true, &a.area},
		{"host", "The name or address at which browsers open the pages (hotline.qingchuan.gov.cn)", "localhost", true, &a.host},
		{"public-ip", "The IP address that browsers reach, if it is not this machine's own (NAT); empty if it is", "", false, &a.publicIP},
		{"listen", "Address and port of the pages on this machine", "0.0.0.0:8443", true, &a.listen},
		{"cert", "The certificate's file for that name; empty: one is made, which browsers ask about", "", false, &a.cert},
		{"key", "The certificate's key", "", false, &a.key},
		{"admin", "Login of the first administrator", "admin", true, &a.admin},
		{"admin-name", "Name of the first administrator", "", true, &a.adminName},
	}
}

// setup makes a real city out of an empty installation: the first administrator, the
// city's name and number, the certificate and the public address.
func setup(ctx context.Context, s app.Settings, args []string, out io.Writer) error {
	a := answers{}
	if err := a.ask(args, os.Stdin, out); err != nil {
		return err
	}
	if err := a.check(); err != nil {
		return err
	}
	if err := migrate(ctx, s, nil, out); err != nil {
		return err
	}
	password, err := a.create(ctx, s)
	if errors.Is(err, errs.ErrConflict) {
		return errors.New("this hotline has accounts already: an administrator adds others at /admin/users; the settings are in " + filepath.Join(s.DataDir, app.SettingsFile))
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(out, `%s is set up. Settings are in %s; a variable of the environment goes before them.

  https://%s  sign in as %s with the first password  %s
  (it is shown this once, and has to be changed at once)

The Mandarin voice will read the city's name as: %s
Next: hotline prompts (makes the announcements), hotline asterisk-config, hotline doctor, hotline serve.
Then, on the pages: units and people at /admin/import, holidays and limits at /admin/rules.
`, a.city, filepath.Join(s.DataDir, app.SettingsFile), a.address(), a.admin, password, a.reading())
	return nil
}

// ask takes the answers from flags. Without any flag it asks, if there is a terminal.
func (a *answers) ask(args []string, in *os.File, out io.Writer) error {
	flags := flag.NewFlagSet("setup", flag.ContinueOnError)
	flags.SetOutput(out)
	questions := a.questions()
	for _, q := range questions {
		flags.StringVar(q.into, q.flag, "", q.text)
	}
	if err := flags.Parse(args); err != nil {
		return err
	}
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	info, err := in.Stat()
	person := flags.NFlag() == 0 && err == nil && info.Mode()&os.ModeCharDevice != 0
	lines := bufio.NewScanner(in)
	var missing []string
	for _, q := range questions {
		for person && !given[q.flag] {
			fmt.Fprintf(out, "%s [%s]: ", q.text, q.standard)
			if !lines.Scan() {
				return errors.New("setup was broken off; nothing was changed")
			}
			*q.into = strings.TrimSpace(lines.Text())
			given[q.flag] = *q.into != "" || q.standard != "" || !q.needed
		}
		if *q.into == "" {
			*q.into = q.standard
		}
		if q.needed && *q.into == "" {
			missing = append(missing, fmt.Sprintf("  -%s  %s", q.flag, q.text))
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("setup needs more answers:\n%s", strings.Join(missing, "\n"))
	}
	return nil
}

// check returns an error for answers that would not work.
func (a *answers) check() error {
	var wrong []error
	if a.publicIP != "" && net.ParseIP(a.publicIP) == nil {
		wrong = append(wrong, fmt.Errorf("-public-ip %q is not an IP address", a.publicIP))
	}
	if _, port, err := net.SplitHostPort(a.listen); err != nil || port == "" {
		wrong = append(wrong, fmt.Errorf("-listen %q: want address:port, such as 0.0.0.0:8443", a.listen))
	}
	if strings.ContainsAny(a.host, "/: ") && net.ParseIP(a.host) == nil {
		wrong = append(wrong, fmt.Errorf("-host %q: a name or an address alone, without https:// and port", a.host))
	}
	if strings.Trim(a.number, "0123456789") != "" {
		wrong = append(wrong, fmt.Errorf("-number %q: digits alone", a.number))
	}
	if !phone.IsAreaCode(a.area) {
		wrong = append(wrong, fmt.Errorf("-area-code %q: an area code with its 0, such as 0757 or 010", a.area))
	}
	if (a.cert == "") != (a.key == "") {
		wrong = append(wrong, errors.New("-cert and -key go together"))
	} else if a.cert != "" {
		if _, err := tls.LoadX509KeyPair(a.cert, a.key); err != nil {
			wrong = append(wrong, fmt.Errorf("-cert, -key: %w", err))
		}
	}
	units := a.units()
	for _, f := range a.administrator().Check(org.User{}, org.NewTree(units), nil) {
		wrong = append(wrong, fmt.Errorf("-admin, -admin-name: %s is %s", f.Field, f.Code))
	}
	return errors.Join(wrong...)
}

// units are the first two: the city, and its centre, which all tickets start from.
func (a *answers) units() []org.Unit {
	return []org.Unit{{Code: "C", Name: a.city, Level: 1}, {Code: "C00", Name: "市12345热线中心", Parent: "C", Level: 1, Centre: true}}
}

func (a *answers) administrator() org.User {
	return org.Tidy(org.User{Login: a.admin, Name: a.adminName, Unit: "C00", Rev: 1, MustChange: true,
		Roles: []org.Role{org.RoleAdministrator, org.RoleTelecomAdmin}})
}

// create writes the settings, makes the first units and, last, the administrator, whose
// first password it returns: what fails before can be done again.
func (a *answers) create(ctx context.Context, s app.Settings) (password string, err error) {
	store, err := postgres.Open(ctx, s.DatabaseURL, postgres.Options{})
	if err != nil {
		return "", err
	}
	defer store.Close()
	there, err := store.HasAccounts(ctx)
	if err != nil {
		return "", err
	}
	if there {
		return "", errs.ErrConflict
	}
	if err := a.write(s.DataDir, time.Now()); err != nil {
		return "", err
	}
	first := a.administrator()
	if password, first.PasswordHash, err = web.FirstPassword(); err != nil {
		return "", err
	}
	after := first.State()
	change := org.UserChange{ID: "setup", At: time.Now(), By: org.Person{Name: "hotline setup", Unit: "C00"}, Login: first.Login, What: org.UserAdded, After: &after}
	return password, store.CreateCity(ctx, a.units(), first, change)
}

// write keeps the settings, and makes a certificate where none is given.
func (a *answers) write(dataDir string, now time.Time) error {
	if a.cert == "" {
		cert, key, err := selfSigned(a.hosts(), now)
		if err != nil {
			return err
		}
		folder, err := filepath.Abs(filepath.Join(dataDir, "tls"))
		if err != nil {
			return fmt.Errorf("write the certificate: %w", err)
		}
		a.cert, a.key = filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")
		err = os.MkdirAll(folder, 0o700)
		err = errors.Join(err, os.WriteFile(a.cert, cert, 0o600), os.WriteFile(a.key, key, 0o600))
		if err != nil {
			return fmt.Errorf("write the certificate: %w", err)
		}
	}
	return app.WriteSettingsFile(dataDir, map[string]string{
		"HOTLINE_CITY": a.city, "HOTLINE_CITY_TRADITIONAL": a.traditional, "HOTLINE_CITY_ENGLISH": a.english, "HOTLINE_CITY_PINYIN": a.pinyin,
		"HOTLINE_NUMBER": a.number, "HOTLINE_AREA_CODE": a.area, "HOTLINE_PUBLIC_IP": a.publicIP, "HOTLINE_HTTP_ADDR": a.listen,
		"HOTLINE_TLS_CERT": a.cert, "HOTLINE_TLS_KEY": a.key,
	})
}

// hosts are all names and addresses that a browser may open the pages by.
func (a *answers) hosts() []string {
	hosts := []string{a.host}
	if a.publicIP != "" && a.publicIP != a.host {
		hosts = append(hosts, a.publicIP)
	}
	return append(hosts, "127.0.0.1")
}

// address is where the administrator opens the pages.
func (a *answers) address() string {
	_, port, _ := net.SplitHostPort(a.listen) // was checked
	if port == "443" {
		return a.host
	}
	return net.JoinHostPort(a.host, port)
}

func (a *answers) reading() string {
	if a.pinyin != "" {
		return a.pinyin
	}
	return speech.Pinyin(a.city)
}
