package asteriskconfig_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestSystemdNeverGivesUp: by default it leaves a unit alone for good after five starts within
// 10 s, which a database or a port that comes late, or a few crashes, bring about.
func TestSystemdNeverGivesUp(t *testing.T) {
	t.Parallel()
	units, err := filepath.Glob("systemd/*.service")
	if err != nil || len(units) != 3 {
		t.Fatalf("units %v, error %v", units, err)
	}
	for _, unit := range units {
		raw, err := os.ReadFile(unit)
		if err != nil {
			t.Fatal(err)
		}
		head, rest, _ := strings.Cut(string(raw), "\n[Service]\n")
		if !strings.Contains(head, "\nStartLimitIntervalSec=0\n") || !strings.Contains(rest, "\nRestart=always\n") {
			t.Errorf("%s ends for good after a few crashes", unit)
		}
	}
}

// TestNothingBeforeAStartPreventsIt: what the containers' scripts do before the service or
// Asterisk may fail, on a disk that takes nothing for example.
func TestNothingBeforeAStartPreventsIt(t *testing.T) {
	t.Parallel()
	for script, want := range map[string]string{"hotline.sh serve": "hotline serve", "asterisk.sh": "asterisk -f"} {
		dir := t.TempDir()
		// Whatever a script calls fails, but for what it is to begin at last.
		const program = "#!/bin/sh\necho \"${0##*/} $*\" >> \"$DID\"\ncase \"${0##*/} $1\" in 'hotline serve' | 'asterisk -f') exit 0 ;; esac\nexit 1\n"
		for _, name := range []string{"hotline", "asterisk", "chown"} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(program), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		// The passwords stand in a volume that is not here, and this machine has its name.
		for _, name := range []string{"cat", "getent"} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\necho secret\n"), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		did := filepath.Join(dir, "did")
		cmd := exec.Command("sh", strings.Fields("docker/"+script)...)
		cmd.Env = append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"), "DID="+did, "HOTLINE_ASTERISK_DIR="+dir, "HOTLINE_POSTGRES_PORT=1", "HOTLINE_DEMO=no")
		out, err := cmd.CombinedOutput()
		log, _ := os.ReadFile(did)
		if err != nil || !strings.Contains(string(log), want) {
			t.Errorf("%s: %v, it began %q\n%s", script, err, log, out)
		}
	}
}
