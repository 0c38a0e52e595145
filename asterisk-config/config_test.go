package asteriskconfig_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	asteriskconfig "hotline12345/asterisk-config"
)

func settings() asteriskconfig.Settings {
	return asteriskconfig.Settings{
		Dir: "/var/lib/hotline/asterisk", SystemName: "a1", MaxCalls: 500,
		ARIPort: 8088, ARIUser: "hotline", ARIPassword: strings.Repeat("x", 24),
		AMIPort: 5038, AMIPassword: strings.Repeat("y", 24),
		SIPAddr: "127.0.0.1:5060", RTPStart: 17000, RTPEnd: 18000,
		SoundsDir: "/sounds", MusicDir: "/moh", CallerID: "12345", UserAgent: "SIP",
		Trunks: []asteriskconfig.Trunk{{Name: "trunk", Host: "127.0.0.1", Port: 5070, Match: []string{"127.0.0.1"}}},
		Duty:   []string{"8001@trunk", "8002@trunk"},
	}
}

// parse reads a rendered file into sections of key = value lists.
func parse(t *testing.T, name string) map[string]map[string][]string {
	t.Helper()
	files, err := asteriskconfig.RenderAll(settings())
	if err != nil {
		t.Fatal(err)
	}
	raw, ok := files[name]
	if !ok {
		t.Fatalf("no file %s", name)
	}
	out := map[string]map[string][]string{}
	section := ""
	for _, line := range strings.Split(string(raw), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == ';' {
			continue
		}
		if line[0] == '[' {
			section, _, _ = strings.Cut(line[1:], "]")
			if out[section] == nil {
				out[section] = map[string][]string{}
			}
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok {
			t.Fatalf("%s: cannot read %q", name, line)
		}
		key = strings.TrimSpace(key)
		out[section][key] = append(out[section][key], strings.TrimSpace(strings.TrimPrefix(value, ">")))
	}
	return out
}

func one(t *testing.T, file, section, key, want string) {
	t.Helper()
	if got := parse(t, file)[section][key]; len(got) != 1 || got[0] != want {
		t.Errorf("%s [%s] %s = %q, want %q", file, section, key, got, want)
	}
}

func TestDoorsAreClosed(t *testing.T) {
	one(t, "http.conf", "general", "bindaddr", "127.0.0.1")
	one(t, "pjsip.conf", "global", "endpoint_identifier_order", "ip") // no user name opens anything
	one(t, "pjsip.conf", "transport-udp", "bind", "127.0.0.1:5060")
	one(t, "asterisk.conf", "options", "live_dangerously", "no")
	one(t, "modules.conf", "modules", "autoload", "no")
	sections := parse(t, "pjsip.conf")
	if _, open := sections["anonymous"]; open {
		t.Error("pjsip.conf has an anonymous endpoint")
	}
	for _, m := range parse(t, "modules.conf")["modules"]["load"] {
		for _, bad := range []string{"anonymous", "app_system", "func_shell", "manager", "chan_sip.", "chan_iax", "registrar"} {
			if strings.Contains(m, bad) {
				t.Errorf("module %s is loaded", m)
			}
		}
	}
}

// TestStrangersLearnNothing: SIP identity comes from addresses alone and
// every answer to a stranger is the same challenge (the digest authenticator is
// what makes it), so numbers and names cannot be guessed.
func TestStrangersLearnNothing(t *testing.T) {
	loaded := parse(t, "modules.conf")["modules"]["load"]
	has := func(name string) bool { return slices.Contains(loaded, name+".so") }
	if !has("res_pjsip_authenticator_digest") {
		t.Error("without res_pjsip_authenticator_digest a stranger is told more than a challenge")
	}
	if has("res_pjsip_endpoint_identifier_user") || has("res_pjsip_endpoint_identifier_anonymous") {
		t.Error("a stranger is taken for a known caller by name")
	}
	seen := map[string]bool{}
	for _, m := range loaded {
		if seen[m] {
			t.Errorf("%s is loaded twice", m)
		}
		seen[m] = true
	}
	for section, keys := range parse(t, "pjsip.conf") {
		if b := keys["bind"]; len(b) > 0 && !strings.HasPrefix(b[0], "127.") {
			t.Errorf("[%s] listens on %s", section, b[0])
		}
	}
}

// TestTheSecondWayIn: only this machine, only with a password, and only what a hand-over
// needs.
func TestTheSecondWayIn(t *testing.T) {
	one(t, "manager.conf", "general", "enabled", "yes")
	one(t, "manager.conf", "general", "bindaddr", "127.0.0.1")
	one(t, "manager.conf", "general", "webenabled", "no")
	one(t, "manager.conf", "watchdog", "permit", "127.0.0.1/255.255.255.255")
	one(t, "manager.conf", "watchdog", "read", "")
	one(t, "manager.conf", "watchdog", "write", "call,reporting")
	s := settings()
	s.AMIPassword = ""
	files, err := asteriskconfig.RenderAll(s)
	if err != nil {
		t.Fatal(err)
	}
	if conf := string(files["manager.conf"]); strings.Contains(conf, "[watchdog]") || !strings.Contains(conf, "enabled = no") {
		t.Errorf("without a password the door is open:\n%s", conf)
	}
}

func TestLimitsAreRaised(t *testing.T) {
	one(t, "http.conf", "general", "sessionlimit", "2000")
	one(t, "ari.conf", "general", "websocket_write_timeout", "2000")
	one(t, "ari.conf", "general", "channelvars", "UNICASTRTP_LOCAL_ADDRESS,UNICASTRTP_LOCAL_PORT")
}

func TestTrunkKeepsMediaInAsterisk(t *testing.T) {
	for key, want := range map[string]string{
		"direct_media": "no", "dtmf_mode": "auto", "allow": "alaw,ulaw", "context": "from-trunk", "send_connected_line": "no",
	} {
		one(t, "pjsip.conf", "trunk", key, want)
	}
}

// TestEachTrunkShowsItsNumber: the hotline's own where the carrier wants no other.
func TestEachTrunkShowsItsNumber(t *testing.T) {
	s := settings()
	s.Trunks = append(s.Trunks, asteriskconfig.Trunk{Name: "second", Host: "127.0.0.1", Port: 5071, Match: []string{"127.0.0.2"}, CallerID: "+8657112345"})
	files, err := asteriskconfig.RenderAll(s)
	if err != nil {
		t.Fatal(err)
	}
	first, second, _ := strings.Cut(string(files["pjsip.conf"]), "[second]")
	for part, number := range map[string]string{first: "12345", second: "+8657112345"} {
		if line := "CONNECTEDLINE(num,i)=" + number + "\n"; !strings.Contains(part, line) || strings.Contains(part, "\nfrom_user") {
			t.Errorf("no %q, or a from_user that no unit's number takes the place of, in\n%s", line, part)
		}
	}
}

// TestFallback: when the service is away the caller is spoken to, duty
// telephones ring, a message is taken, and no dialplan line leads to a number
// that the caller chose.
func TestFallback(t *testing.T) {
	one(t, "extensions.conf", "globals", "DUTY", "PJSIP/8001@trunk&PJSIP/8002@trunk")
	files, err := asteriskconfig.RenderAll(settings())
	if err != nil {
		t.Fatal(err)
	}
	plan := string(files["extensions.conf"])
	for _, want := range []string{"fallback_down", "fallback_message", "Record(", `"${STASISSTATUS}" != "FAILED"`, "${HEARTBEAT}"} {
		if !strings.Contains(plan, want) {
			t.Errorf("the dialplan lacks %s", want)
		}
	}
	for _, line := range strings.Split(plan, "\n") {
		if strings.Contains(line, "Dial(") && !strings.Contains(line, "Dial(${DUTY},") {
			t.Errorf("the dialplan dials something else than the duty telephones: %s", line)
		}
	}
	for _, emergency := range []string{"110", "119", "120", "122"} {
		for name, raw := range files {
			if strings.Contains(string(raw), "/"+emergency) {
				t.Errorf("%s can dial %s", name, emergency)
			}
		}
	}
}

func TestRenderRefusesWhatBreaksTheFile(t *testing.T) {
	dir := t.TempDir()
	for name, spoil := range map[string]func(*asteriskconfig.Settings){
		"newline":            func(s *asteriskconfig.Settings) { s.ARIUser = "a\n[b]" },
		"short password":     func(s *asteriskconfig.Settings) { s.ARIPassword = "short" },
		"short AMI":          func(s *asteriskconfig.Settings) { s.AMIPassword = "short" },
		"open trunk":         func(s *asteriskconfig.Settings) { s.Trunks[0].Match = nil },
		"whole world":        func(s *asteriskconfig.Settings) { s.Trunks[0].Match = []string{"0.0.0.0/0"} },
		"police on duty":     func(s *asteriskconfig.Settings) { s.Duty = []string{"110@trunk"} },
		"police in disguise": func(s *asteriskconfig.Settings) { s.Duty = []string{"+860757110@trunk"} },
		"fire behind a 0":    func(s *asteriskconfig.Settings) { s.Duty = []string{"0119@trunk"} },
		"two in one":         func(s *asteriskconfig.Settings) { s.Duty = []string{"8001@trunk&PJSIP/110"} },
		"shown number":       func(s *asteriskconfig.Settings) { s.Trunks[0].CallerID = "12345,i)=x" },
		"no agent name":      func(s *asteriskconfig.Settings) { s.UserAgent = "" },
	} {
		s := settings()
		spoil(&s)
		if err := asteriskconfig.Render(dir, s); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if err := asteriskconfig.Render(dir, settings()); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, "ari.conf"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("ari.conf has mode %v, want 0600 (%v)", info.Mode(), err)
	}
}
