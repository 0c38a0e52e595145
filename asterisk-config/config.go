// Package asteriskconfig is the complete configuration of the hotline's
// Asterisk, rendered from templates. What an administrator may change at run
// time (trunks) is pushed by the service instead.
package asteriskconfig

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"

	"hotline12345/internal/phone"
)

//go:embed templates/*.conf
var templates embed.FS

// Settings are what differs between installations. Paths are as Asterisk sees
// them, which in a chroot or container is not as the service does.
type Settings struct {
	Dir         string // this instance's own folder: etc, db, spool, run, log, cache
	SystemName  string // letters and digits; part of every channel's id
	MaxCalls    int
	ARIPort     int
	ARIUser     string
	ARIPassword string
	AMIPort     int    // of the watchdog's second way in
	AMIPassword string // empty = it has none
	SIPAddr     string // host:port of the UDP transport
	RTPStart    int
	RTPEnd      int
	SoundsDir   string // the prompts
	MusicDir    string // music on hold, .alaw files
	CallerID    string // our number in outgoing calls: 12345
	UserAgent   string // in SIP's User-Agent and Server headers
	Trunks      []Trunk
	// Duty are telephones that ring when the service is away, as
	// number@trunk; empty = none.
	Duty []string
}

// Trunk is one carrier's peer.
type Trunk struct {
	Name    string
	Host    string
	Port    int
	Match   []string // addresses or networks that calls come from
	Qualify int      // seconds between OPTIONS, 0 = never
	// CallerID is our number as this carrier wants it, +8657112345; empty = Settings'.
	CallerID string
}

// Shown is our number in calls over this trunk.
func (t Trunk) Shown(ours string) string { return cmp.Or(t.CallerID, ours) }

// DutyDial is the argument of Dial that rings all duty telephones at once.
func (s Settings) DutyDial() string {
	parts := make([]string, len(s.Duty))
	for i, d := range s.Duty {
		parts[i] = "PJSIP/" + d
	}
	return strings.Join(parts, "&")
}

// Folders are those that Asterisk expects to exist, as it sees them; it makes
// none itself, and without spool/recording ARI cannot record.
func (s Settings) Folders() []string {
	var dirs []string
	for _, name := range []string{"etc", "db", "spool/messages", "spool/recording", "run", "log", "cache"} {
		dirs = append(dirs, filepath.Join(s.Dir, name))
	}
	return dirs
}

// Modules are loaded in this order; autoload is off.
func (Settings) Modules() []string { return modules }

// Render writes all files into dir (as this process sees it), readable by their
// owner only: they hold a password.
func Render(dir string, s Settings) error {
	if err := s.check(); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("write Asterisk's configuration: %w", err)
	}
	files, err := RenderAll(s)
	if err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return fmt.Errorf("write Asterisk's configuration: %w", err)
		}
	}
	return nil
}

// RenderAll returns the files by name.
func RenderAll(s Settings) (map[string][]byte, error) {
	names, err := fs.Glob(templates, "templates/*.conf")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	files := map[string][]byte{}
	for _, name := range names {
		t, err := template.ParseFS(templates, name)
		if err != nil {
			return nil, fmt.Errorf("template %s: %w", name, err)
		}
		var out bytes.Buffer
		if err := t.Execute(&out, s); err != nil {
			return nil, fmt.Errorf("template %s: %w", name, err)
		}
		files[filepath.Base(name)] = out.Bytes()
	}
	return files, nil
}

// check refuses settings that would break a file or leave a door open.
func (s Settings) check() error {
	for name, v := range map[string]string{
		"Dir": s.Dir, "SystemName": s.SystemName, "ARIUser": s.ARIUser, "ARIPassword": s.ARIPassword,
		"SIPAddr": s.SIPAddr, "SoundsDir": s.SoundsDir, "MusicDir": s.MusicDir, "CallerID": s.CallerID, "UserAgent": s.UserAgent,
	} {
		if v == "" || strings.ContainsAny(v, "\n\r;[]") {
			return fmt.Errorf("asterisk configuration: %s %q is empty or has a character that breaks the file", name, v)
		}
	}
	if len(s.ARIPassword) < 16 {
		return fmt.Errorf("asterisk configuration: the ARI password has %d characters, want at least 16", len(s.ARIPassword))
	}
	if p := s.AMIPassword; p != "" && (len(p) < 16 || strings.ContainsAny(p, "\n\r;[]")) {
		return fmt.Errorf("asterisk configuration: the AMI password has %d characters or one that breaks the file, want at least 16", len(p))
	}
	for _, t := range s.Trunks {
		if t.CallerID != "" && !shownNumber.MatchString(t.CallerID) {
			return fmt.Errorf("asterisk configuration: trunk %s shows %q: want a number, digits with or without + in front", t.Name, t.CallerID)
		}
		if len(t.Match) == 0 {
			return fmt.Errorf("asterisk configuration: trunk %s matches no address", t.Name)
		}
		for _, m := range t.Match {
			if strings.HasSuffix(m, "/0") {
				return fmt.Errorf("asterisk configuration: trunk %s matches everybody (%s)", t.Name, m)
			}
		}
	}
	for _, d := range s.Duty {
		if !dutyTelephone.MatchString(d) || phone.Reaches(d[:strings.IndexByte(d, '@')], phone.Emergency()) {
			return fmt.Errorf("asterisk configuration: duty telephone %q: want number@trunk, and no emergency number", d)
		}
	}
	return nil
}

var shownNumber = regexp.MustCompile(`^\+?[0-9]{2,20}$`)

var dutyTelephone = regexp.MustCompile(`^\+?[0-9]{2,20}@[A-Za-z0-9_-]+$`)
