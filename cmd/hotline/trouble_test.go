package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"hotline12345/cti/asterisk/asterisktest"
	"hotline12345/internal/app"
	"hotline12345/internal/devstack"
	"hotline12345/internal/trouble"
)

// helps fails the test unless an error is of a kind and is said with what to do, and without a
// password.
func helps(t *testing.T, err error, kind trouble.Kind, passwords ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	found, ok := trouble.Find(err)
	if !ok || found.Kind != kind {
		t.Fatalf("got %+v, want %s, from: %v", found, kind, err)
	}
	text := said([]string{"migrate"}, err)
	if lines := strings.Split(text, "\n"); len(lines) != 3 || !strings.HasPrefix(lines[1], "  why: ") || !strings.HasPrefix(lines[2], "  do:  ") ||
		strings.Contains(text, "{where}") || len(lines[2]) < 20 {
		t.Errorf("it is said as\n%s", text)
	}
	for _, p := range passwords {
		if strings.Contains(text, p) {
			t.Errorf("it tells the password:\n%s", text)
		}
	}
}

// with returns an address with other parts.
func with(t *testing.T, address string, change func(u *url.URL)) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	change(u)
	return u.String()
}

func as(user, password string) func(*url.URL) {
	return func(u *url.URL) { u.User = url.UserPassword(user, password) }
}

func asked(key, value string) func(*url.URL) {
	return func(u *url.URL) {
		q := u.Query()
		q.Set(key, value)
		u.RawQuery = q.Encode()
	}
}

func at(host string) func(*url.URL) { return func(u *url.URL) { u.Host = host } }

// listener accepts connections and does that with each; its address.
func listener(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() { defer c.Close(); serve(c) }()
		}
	}()
	return l.Addr().String()
}

// hangs reads and never answers.
func hangs(c net.Conn) { _, _ = io.Copy(io.Discard, c) }

// strangersTLS speaks TLS as PostgreSQL does, with a certificate that nobody knows.
func strangersTLS(t *testing.T) func(net.Conn) {
	t.Helper()
	cert, key, err := selfSigned([]string{"db.example"}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	return func(c net.Conn) {
		request := make([]byte, 8)
		if _, err := io.ReadFull(c, request); err == nil {
			_, _ = c.Write([]byte("S"))
			_ = tls.Server(c, &tls.Config{Certificates: []tls.Certificate{pair}}).Handshake()
		}
	}
}

// TestDatabaseErrorsSayWhatToDo brings a real PostgreSQL, or what stands where it should,
// into each state that an operator meets.
func TestDatabaseErrorsSayWhatToDo(t *testing.T) {
	t.Parallel()
	reached := devstack.TestPostgres(t)
	p := devstack.SharedPostgres(t)
	name := strings.TrimPrefix(strings.Split(reached, "?")[0][strings.LastIndex(reached, "/"):], "/")
	role := func(suffix, options string) string {
		t.Helper()
		user := name + suffix
		if err := p.SQL(t.Context(), "postgres", fmt.Sprintf("create role %s password 'guest-secret' %s", user, options)); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := p.SQL(context.Background(), "postgres", "drop role "+user); err != nil {
				t.Error(err)
			}
		})
		return with(t, reached, as(user, "guest-secret"))
	}
	empty := devstack.TestPostgres(t)
	newer := devstack.TestPostgres(t)
	if err := migrate(t.Context(), app.Settings{DatabaseURL: newer}, nil, io.Discard); err != nil {
		t.Fatal(err)
	}
	newerName := strings.Split(newer[strings.LastIndex(newer, "/")+1:], "?")[0]
	if err := p.SQL(t.Context(), newerName, "update schema_version set version = 9999"); err != nil {
		t.Fatal(err)
	}
	closed := "127.0.0.1:" + port(t)
	for _, c := range []struct {
		url  string
		kind trouble.Kind
	}{
		{"postgres://hotline:pa/ss-secret@127.0.0.1:5432/hotline", trouble.DatabaseAddress},
		{"hotline@127.0.0.1", trouble.DatabaseAddress},
		{with(t, reached, at(closed)), trouble.DatabaseRefused},
		{"postgres://hotline@/hotline?host=/nowhere", trouble.DatabaseRefused},
		{with(t, reached, at("database.invalid:5432")), trouble.DatabaseName},
		{with(t, reached, at(listener(t, hangs))), trouble.DatabaseSilent},
		{with(t, reached, at(listener(t, func(net.Conn) {}))), trouble.DatabaseBroken},
		{with(t, reached, as("hotline", "wrong-secret")), trouble.DatabasePassword},
		{with(t, reached, as("nobody", "wrong-secret")), trouble.DatabasePassword},
		{role("a", "nologin"), trouble.DatabaseDenied},
		{with(t, reached, func(u *url.URL) { u.Path = "/nowhere" }), trouble.DatabaseMissing},
		{role("b", "login connection limit 0"), trouble.DatabaseConnections},
		{role("c", "login"), trouble.DatabaseRights},
		{with(t, empty, asked("default_transaction_read_only", "on")), trouble.DatabaseReadOnly},
		{with(t, reached, asked("sslmode", "require")), trouble.DatabaseNoTLS},
		{with(t, with(t, reached, at(listener(t, strangersTLS(t)))), asked("sslmode", "verify-full")), trouble.DatabaseCertificate},
		{newer, trouble.DatabaseNewer},
	} {
		t.Run(string(c.kind), func(t *testing.T) {
			t.Parallel()
			u, err := url.Parse(c.url)
			password := "ss-secret"
			if err == nil && u.User != nil {
				if p, _ := u.User.Password(); p != "" {
					password = p
				}
			}
			s := app.Settings{DatabaseURL: c.url, DataDir: t.TempDir()}
			helps(t, migrate(t.Context(), s, nil, io.Discard), c.kind, password)
			if c.kind == trouble.DatabaseSilent || c.kind == trouble.DatabaseRights || c.kind == trouble.DatabaseReadOnly || c.kind == trouble.DatabaseNewer {
				return // it can be read, or takes long
			}
			helps(t, makeBackup(t.Context(), s, []string{t.TempDir()}, io.Discard), c.kind, password)
			helps(t, setup(t.Context(), s, []string{"-city", "清川市", "-city-english", "Qingchuan", "-area-code", "0763", "-admin-name", "陈静"}, io.Discard), c.kind, password)
			found, _ := trouble.Find(migrate(t.Context(), s, nil, io.Discard))
			for _, f := range checkDatabase(t.Context(), s) {
				var out strings.Builder
				if f.print(&out); !strings.Contains(out.String(), "-> "+found.Do()) || !strings.Contains(out.String(), found.Happened()) || strings.Contains(out.String(), password) {
					t.Errorf("doctor says\n%s", &out)
				}
			}
		})
	}
}

// TestAnEmptyDatabaseIsToldFromOneOfAnotherVersion.
func TestAnEmptyDatabaseIsToldFromOneOfAnotherVersion(t *testing.T) {
	t.Parallel()
	a := answers{}
	_, err := a.create(t.Context(), app.Settings{DatabaseURL: devstack.TestPostgres(t), DataDir: t.TempDir()})
	helps(t, err, trouble.DatabaseSchema)
}

// TestAsteriskErrorsSayWhatToDo: a real Asterisk that refuses, and what may stand where it
// should be.
func TestAsteriskErrorsSayWhatToDo(t *testing.T) {
	t.Parallel()
	pbx := devstack.TestAsterisk(t)
	fake := asterisktest.New(t)
	fake.Strike(asterisktest.Fault{On: "POST /bridges/hotline-doctor", Status: http.StatusForbidden, Message: "read only"})
	website := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<h1>It works!</h1>") }))
	t.Cleanup(website.Close)
	secure := httptest.NewTLSServer(website.Config.Handler)
	t.Cleanup(secure.Close)
	for _, c := range []struct {
		url, user, password string
		kind                trouble.Kind
	}{
		{"http://127.0.0.1:" + port(t) + "/ari", "hotline", "x-secret", trouble.ARIRefused},
		{"http://asterisk.invalid:8088/ari", "hotline", "x-secret", trouble.ARIName},
		{"http://" + listener(t, hangs) + "/ari", "hotline", "x-secret", trouble.ARISilent},
		{"http://" + listener(t, func(net.Conn) {}) + "/ari", "hotline", "x-secret", trouble.ARIBroken},
		{pbx.ARIURL, pbx.User, "wrong-secret", trouble.ARIPassword},
		{pbx.ARIURL, "nobody", pbx.Password, trouble.ARIPassword},
		{strings.TrimSuffix(pbx.ARIURL, "/ari"), pbx.User, pbx.Password, trouble.ARIMissing},
		{website.URL + "/ari", "hotline", "x-secret", trouble.ARIMissing},
		{secure.URL + "/ari", "hotline", "x-secret", trouble.ARICertificate},
		{"127.0.0.1:8088", "hotline", "x-secret", trouble.ARIAddress},
		{fake.URL(), fake.User, fake.Password, trouble.ARIRights},
	} {
		t.Run(string(c.kind), func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			for _, f := range checkAsterisk(t.Context(), app.Settings{ARIURL: c.url, ARIUser: c.user, ARIPassword: c.password, Trunk: "trunk"}) {
				if f.err == nil || strings.HasPrefix(f.part, "trunk") {
					continue
				}
				helps(t, f.err, c.kind, c.password)
				f.print(&out)
			}
			if strings.Count(out.String(), "-> ") != 1 {
				t.Errorf("doctor says\n%s", &out)
			}
		})
	}
}

// TestHealthSaysWhatToDo when there is no service to ask.
func TestHealthSaysWhatToDo(t *testing.T) {
	t.Parallel()
	helps(t, health(t.Context(), app.Settings{HTTPAddr: "127.0.0.1:" + port(t)}, nil, io.Discard), trouble.ServiceAway)
	helps(t, health(t.Context(), app.Settings{HTTPAddr: listener(t, hangs)}, nil, io.Discard), trouble.ServiceSilent)
}

// TestTheServiceSaysWhatToDo: it starts although neither the database nor Asterisk lets it in,
// and its health and its log say of both what to do, without a password.
func TestTheServiceSaysWhatToDo(t *testing.T) {
	in := place(t)
	in.env = append(in.env, "HOTLINE_DATABASE_URL="+with(t, in.store, as("hotline", "wrong-secret")), "HOTLINE_ARI_PASSWORD=other-secret")
	in.launch()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	client := http.Client{Timeout: 5 * time.Second}
	said := ""
	eventually(ctx, t, "both parts' troubles in the health", func() bool {
		resp, err := client.Get(in.page + "/api/health")
		if err != nil {
			return false
		}
		defer resp.Body.Close()
		raw, err := io.ReadAll(resp.Body)
		said = string(raw)
		return err == nil && resp.StatusCode == http.StatusServiceUnavailable &&
			strings.Contains(said, "does not take this user's password; give the user a password") &&
			strings.Contains(said, "does not take this user and password; compare HOTLINE_ARI_USER")
	})
	in.stop(syscall.SIGTERM)
	log := in.log.String()
	if !strings.Contains(log, `"do":"compare HOTLINE_ARI_USER`) || strings.Contains(log+said, "-secret") {
		t.Errorf("health says\n%s\nthe log says\n%s", said, log)
	}
	for name, c := range map[string]struct{ variable, do string }{
		"address":     {"HOTLINE_DATABASE_URL=postgres://a:b c@d", "postgres://USER:PASSWORD@HOST"},
		"port":        {"HOTLINE_HTTP_ADDR=" + listener(t, hangs), "ss -lntup"},
		"certificate": {"HOTLINE_TLS_CERT=/nowhere/cert.pem", "PEM files"},
		"folder":      {"HOTLINE_DATA_DIR=/sys/hotline", "chown"},
	} {
		cmd := in.command("serve")
		cmd.Env = append(cmd.Env, c.variable)
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), c.do) {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}
