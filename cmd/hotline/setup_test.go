package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/app"
)

// TestARealCity sets an empty installation up and signs its administrator in.
func TestARealCity(t *testing.T) {
	in := place(t)
	printed := in.run("setup", "-city", "清川市", "-city-english", "Qingchuan", "-number", "12345", "-area-code", "0763", "-host", "hotline.example",
		"-public-ip", "203.0.113.7", "-listen", "0.0.0.0:8443", "-admin", "chen", "-admin-name", "陈静")
	password := regexp.MustCompile(`first password  (\S+)`).FindStringSubmatch(printed)
	if password == nil || !strings.Contains(printed, "qing1 chuan1 shi4") {
		t.Fatalf("setup printed\n%s", printed)
	}
	written, err := app.ReadSettingsFile(in.dir)
	if err != nil || written["HOTLINE_CITY"] != "清川市" || written["HOTLINE_PUBLIC_IP"] != "203.0.113.7" || written["HOTLINE_HTTP_ADDR"] != "0.0.0.0:8443" {
		t.Errorf("settings %v, error %v", written, err)
	}
	certificateIsFor(t, written["HOTLINE_TLS_CERT"], "hotline.example")
	if out, err := in.command("setup", "-city", "x", "-city-english", "X", "-area-code", "010", "-admin-name", "y").CombinedOutput(); err == nil || !strings.Contains(string(out), "accounts already") {
		t.Errorf("a second setup: %v\n%s", err, out)
	}

	in.env = append(in.env, "HOTLINE_TLS_CERT=", "HOTLINE_TLS_KEY=") // empty is not set: those of the file
	in.page = strings.Replace(in.page, "http:", "https:", 1)
	in.start()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := http.Client{Jar: jar, Transport: insecure}
	body, err := json.Marshal(map[string]string{"login": "chen", "password": password[1]})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := client.Post(in.page+"/api/session", "application/json", bytes.NewReader(body))
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("sign in: %v, %v", resp, err)
	}
	resp.Body.Close()
	if got := in.sql("select count(*) from categories where unit is null and ended is not true"); got == "0" {
		t.Error("the city has no categories to begin with")
	}
	in.run("health")
}

func certificateIsFor(t *testing.T, file, host string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(raw)
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{host, "203.0.113.7", "127.0.0.1"} {
		if err := cert.VerifyHostname(name); err != nil {
			t.Error(err)
		}
	}
	if left := time.Until(cert.NotAfter); left > 398*24*time.Hour || left < 390*24*time.Hour {
		t.Errorf("it lasts %v", left)
	}
	info, err := os.Stat(filepath.Join(filepath.Dir(file), "key.pem"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key: %v, %v", info, err)
	}
}

// TestAnswersThatWouldNotWork are refused before anything is made.
func TestAnswersThatWouldNotWork(t *testing.T) {
	t.Parallel()
	good := answers{city: "清川市", english: "Qingchuan", number: "12345", area: "0763", host: "hotline.example", listen: "0.0.0.0:8443", admin: "chen", adminName: "陈静"}
	if err := good.check(); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(a *answers){
		"-public-ip": func(a *answers) { a.publicIP = "hotline.example" },
		"-listen":    func(a *answers) { a.listen = "8443" },
		"-host":      func(a *answers) { a.host = "https://hotline.example" },
		"-number":    func(a *answers) { a.number = "+86 12345" },
		"-area-code": func(a *answers) { a.area = "763" },
		"together":   func(a *answers) { a.cert = "cert.pem" },
		"-cert":      func(a *answers) { a.cert, a.key = "/nowhere.pem", "/nowhere.key" },
		"login":      func(a *answers) { a.admin = "chen jing" },
		"name":       func(a *answers) { a.adminName = " " },
	} {
		a := good
		change(&a)
		if err := a.check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestMissingAnswersAreNamed(t *testing.T) {
	t.Parallel()
	nobody, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer nobody.Close()
	file, err := os.CreateTemp(t.TempDir(), "") // /dev/null counts as a terminal's kind of file
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var a answers
	err = a.ask([]string{"-city", "清川市"}, file, &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), "-city-english") || !strings.Contains(err.Error(), "-admin-name") || strings.Contains(err.Error(), "-number") {
		t.Errorf("%v", err)
	}
	if err := a.ask(nil, nobody, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "broken off") {
		t.Errorf("nobody answers: %v", err)
	}
}

// TestTheDemoIsNotOpenToOthers: doctor and health say it while a demo password
// opens an account on an address that other machines reach, and no longer.
func TestTheDemoIsNotOpenToOthers(t *testing.T) {
	in := install(t)
	in.env = append(in.env, "HOTLINE_HTTP_ADDR=0.0.0.0:"+in.page[strings.LastIndexByte(in.page, ':')+1:])
	out, err := in.command("doctor").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "/admin/users") {
		t.Errorf("%v\n%s", err, out)
	}
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	eventually(ctx, t, "a warning in health", func() bool { return strings.Contains(in.run("health"), app.ErrDemoExposed.Error()) })
	in.sql("update users set disabled = true")
	if out, _ := in.command("doctor").CombinedOutput(); strings.Contains(string(out), "/admin/users") {
		t.Errorf("accounts that are closed count as open\n%s", out)
	}
}
