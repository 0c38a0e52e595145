package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/internal/app"
	"hotline12345/internal/metrics"
	"hotline12345/internal/postgres"
	"hotline12345/internal/trouble"
)

// finding is what one check found, and what to do about it.
type finding struct {
	part   string
	err    error
	detail string // when it is well
	advice string // when it is not
}

// print says what is wrong, why, and what to do.
func (f finding) print(out io.Writer) {
	said, why := f.err.Error(), ""
	if t, ok := trouble.Find(f.err); ok {
		said, why, f.advice = t.Happened(), strings.Join(strings.Fields(said), " "), t.Do()
	}
	fmt.Fprintf(out, "ILL   %-22s %s\n", f.part, said)
	if why != "" {
		fmt.Fprintf(out, "      %-22s why: %s\n", "", why)
	}
	fmt.Fprintf(out, "      %-22s -> %s\n", "", f.advice)
}

// errIll gives the program an exit code other than 0 when a component is not well.
var errIll = errors.New("not every part is well")

// doctor checks each component and prints in plain words what to do.
func doctor(ctx context.Context, s app.Settings, _ []string, out io.Writer) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	var findings []finding
	findings = append(findings, checkDatabase(ctx, s)...)
	findings = append(findings, checkAsterisk(ctx, s)...)
	findings = append(findings, checkOwner(ctx, s))
	findings = append(findings, checkPrompts(ctx, s)...)
	findings = append(findings, checkPorts(s)...)
	findings = append(findings, checkAddress(s), checkCertificate(s, time.Now()), checkFonts(s), checkDisk(s), checkJournal(s), checkFallback(s), checkMessages(s))
	findings = append(findings, checkService(ctx, s)...)
	ill := 0
	for _, f := range findings {
		if f.err == nil {
			fmt.Fprintf(out, "well  %-22s %s\n", f.part, f.detail)
			continue
		}
		ill++
		f.print(out)
	}
	if ill > 0 {
		return fmt.Errorf("%w: %d of %d checks failed", errIll, ill, len(findings))
	}
	return nil
}

func checkDatabase(ctx context.Context, s app.Settings) []finding {
	store, err := postgres.Open(ctx, s.DatabaseURL, postgres.Options{})
	if err != nil {
		return []finding{{part: "PostgreSQL", err: err, advice: "set HOTLINE_DATABASE_URL, for example postgres://hotline@127.0.0.1:5432/hotline"}}
	}
	defer store.Close()
	if err := store.Writable(ctx); err != nil {
		return []finding{{part: "PostgreSQL", err: err, advice: "start PostgreSQL, or correct HOTLINE_DATABASE_URL; calls go on without it, tickets wait on this machine"}}
	}
	f := finding{part: "schema", advice: "start the service, which brings it up to date, or run: hotline migrate"}
	have, want, err := store.SchemaVersion(ctx)
	switch {
	case err != nil:
		f.err = err
	case have > want:
		f.err = fmt.Errorf("the database has version %d, made by a later program; this one knows %d", have, want)
		f.advice = "start the later program again, or put the database of before the upgrade back; until then calls are served and tickets wait on this machine"
	case have < want:
		f.err = fmt.Errorf("the database has version %d, this program wants %d", have, want)
	default:
		f.detail = fmt.Sprintf("version %d", have)
	}
	findings := []finding{{part: "PostgreSQL", detail: "answers"}, f}
	if f.err == nil { // else there may be no accounts to look at
		findings = append(findings, checkDemo(ctx, s, store))
	}
	return findings
}

// checkDemo: a city must not be open to whoever read the demo's password.
func checkDemo(ctx context.Context, s app.Settings, store *postgres.Store) finding {
	f := finding{part: "demo accounts", detail: "none that others can open", advice: app.DemoAdvice}
	exposed, err := app.DemoExposed(ctx, store, s.HTTPAddr)
	if f.err = err; err == nil && exposed {
		f.err = app.ErrDemoExposed
	}
	return f
}

func checkAsterisk(ctx context.Context, s app.Settings) []finding {
	c := asterisk.New(asterisk.Config{
		URL: s.ARIURL, User: s.ARIUser, Password: s.ARIPassword, Meter: metrics.New().ARI(), Log: zap.NewNop(),
	}, func(cti.Event) {})
	version, err := c.Check(ctx)
	if err != nil {
		return []finding{{part: "Asterisk (ARI)", err: err, advice: "start Asterisk; compare HOTLINE_ARI_URL, _USER and _PASSWORD with http.conf and ari.conf"}}
	}
	state, err := c.CheckTrunk(ctx, s.Trunk)
	trunk := finding{part: "trunk " + s.Trunk, err: err, detail: state, advice: "compare HOTLINE_TRUNK with the endpoints in pjsip.conf"}
	if err == nil && state == "offline" {
		trunk.err, trunk.advice = errors.New("the carrier does not answer OPTIONS"), "ask the carrier, or check the trunk's address and the firewall; calls from it may still arrive"
	}
	return []finding{
		{part: "Asterisk (ARI)", detail: version},
		{part: "ARI rights", err: c.CheckRights(ctx), detail: "may command", advice: "set read_only = no for the user in ari.conf"},
		trunk,
	}
}

func checkPrompts(ctx context.Context, s app.Settings) []finding {
	var odd error // what callers would hear worse than they should
	store, err := s.OpenSounds(func(msg string, err error) { odd = fmt.Errorf("%s: %w", msg, err) })
	if err != nil {
		return []finding{{part: "prompts", err: err, advice: "make HOTLINE_SOUNDS_DIR writable for the service"}}
	}
	var found []finding
	if odd != nil {
		found, odd = append(found, finding{part: "the city's own prompts", err: odd, advice: "mend the files in HOTLINE_PROMPTS_DIR, or take them away"}), nil
	}
	for _, l := range store.Languages() {
		f := finding{part: "prompts in " + string(l), advice: "install the voice: apt-get install espeak-ng, or look at the engine of HOTLINE_SPEECH; then run: hotline prompts"}
		n := 0
		for _, p := range store.Catalogue(nil) {
			if p.Language != l || f.err != nil {
				continue
			}
			if _, f.err = store.File(ctx, p); f.err == nil {
				f.err, odd = odd, nil
			}
			n++
		}
		if f.err == nil { // the sounds may be there, and the engine that makes new ones may not
			f.err = store.Try(ctx, l)
		}
		f.detail = fmt.Sprintf("%d are there", n)
		found = append(found, f)
	}
	return found
}

// checkPorts opens the UDP ports as the service would; while it runs they are
// busy, which is well.
func checkPorts(s app.Settings) []finding {
	var found []finding
	for name, addr := range map[string]string{"HOTLINE_RELAY_ADDR": s.RelayAddr, "HOTLINE_MEDIA_ADDR": s.MediaAddr} {
		f := finding{part: "UDP " + addr, detail: "free", advice: "another program has it; choose another with " + name}
		conn, err := net.ListenPacket("udp4", addr)
		switch {
		case err == nil:
			_ = conn.Close()
		case serviceRuns(s):
			f.detail = "used by the running service"
		default:
			f.err = err
		}
		if _, port, err := net.SplitHostPort(addr); err == nil {
			f.detail = strings.TrimSpace(f.detail + " " + ephemeral(port, ephemeralPorts()))
		}
		found = append(found, f)
	}
	return found
}

func serviceRuns(s app.Settings) bool {
	c, err := net.DialTimeout("tcp", s.HTTPAddr, time.Second)
	if err != nil {
		return false
	}
	return c.Close() == nil
}

func checkAddress(s app.Settings) finding {
	f := finding{part: "public address", detail: s.PublicIP}
	switch {
	case s.PublicIP == "":
		f.detail = "not set: browsers get this machine's own addresses, which is right without NAT"
	case net.ParseIP(s.PublicIP) == nil:
		f.err, f.advice = fmt.Errorf("%q is not an IP address", s.PublicIP), "set HOTLINE_PUBLIC_IP to the address that browsers reach"
	}
	return f
}

// checkCertificate: browsers give a microphone only to https pages, and to this
// machine itself.
func checkCertificate(s app.Settings, now time.Time) finding {
	f := finding{part: "certificate", advice: "set HOTLINE_TLS_CERT and HOTLINE_TLS_KEY, or put a TLS proxy in front"}
	if s.TLSCert == "" {
		if !app.Reachable(s.HTTPAddr) {
			f.detail = "none: the pages work on this machine only"
			return f
		}
		f.err = errors.New("none, and pages on other machines get no microphone without https")
		return f
	}
	pair, err := tls.LoadX509KeyPair(s.TLSCert, s.TLSKey)
	if err != nil {
		f.err = err
		return f
	}
	if left := pair.Leaf.NotAfter.Sub(now); left < 14*24*time.Hour {
		f.err, f.advice = fmt.Errorf("it ends on %s", pair.Leaf.NotAfter.Format(time.DateOnly)), "renew it"
		return f
	}
	f.detail = "valid until " + pair.Leaf.NotAfter.Format(time.DateOnly)
	return f
}
