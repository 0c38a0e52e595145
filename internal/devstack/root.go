package devstack

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// Progress is called with each step that takes more than a moment; nil: silent.
type Progress func(step string)

func (p Progress) say(format string, args ...any) {
	if p != nil {
		p(fmt.Sprintf(format, args...))
	}
}

// Project finds the project's folder, upward from the working folder.
func Project() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find the project: %w", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("find the project: no go.mod above the working folder")
		}
		dir = parent
	}
}

// Dir is the folder for all that is fetched, built and written: .dev.
func Dir() (string, error) {
	project, err := Project()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(project, ".dev")
	return dir, os.MkdirAll(dir, 0o755)
}

// The Asterisk that is fetched, and the Debian release that has it: Debian's
// stable releases have none.
const (
	asteriskMajor   = 22
	asteriskRelease = "forky"
)

// asteriskRoot is the file system that Asterisk runs in: "/" when a fitting one
// is on the PATH, else a small Debian forky made once by mmdebstrap.
func asteriskRoot(ctx context.Context, p Progress) (string, error) {
	if onPath(ctx) {
		return "/", nil
	}
	dev, err := Dir()
	if err != nil {
		return "", err
	}
	root := filepath.Join(dev, "asterisk-root")
	unlock, err := Lock(root + ".lock")
	if err != nil {
		return "", err
	}
	defer unlock()
	if _, err := os.Stat(filepath.Join(root, "usr/sbin/asterisk")); err != nil {
		if err := makeRoot(ctx, root, p); err != nil {
			return "", err
		}
	}
	return root, hosts(root)
}

// makeRoot takes about 20 s; the folder appears only when it is whole.
func makeRoot(ctx context.Context, root string, p Progress) error {
	if err := Install(ctx, p, Mmdebstrap); err != nil {
		return err
	}
	p.say("fetching Asterisk %d from Debian %s into .dev (about half a minute, 350 MB)", asteriskMajor, asteriskRelease)
	tmp := root + ".new"
	if err := removeTree(tmp); err != nil {
		return fmt.Errorf("make Asterisk's root: %w", err)
	}
	cmd := exec.CommandContext(ctx, "mmdebstrap", "--variant=minbase", "--mode=root",
		"--aptopt=Acquire::Check-Valid-Until \"false\"", "--aptopt=Acquire::Retries \"3\"", "--include=ca-certificates,asterisk",
		asteriskRelease, tmp, debianMirror())
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("make Asterisk's root: %w\n%s", err, tail(out))
	}
	if out, err := exec.CommandContext(ctx, "chroot", tmp, "asterisk", "-V").Output(); err != nil || !fits(out) {
		return errors.Join(err, fmt.Errorf("the package in Debian %s is %q, but the hotline is made for Asterisk %d: "+
			"name a mirror that has it in HOTLINE_DEBIAN_MIRROR, such as http://snapshot.debian.org/archive/debian/20261120T000000Z",
			asteriskRelease, strings.TrimSpace(string(out)), asteriskMajor))
	}
	if err := os.Rename(tmp, root); err != nil {
		return fmt.Errorf("make Asterisk's root: %w", err)
	}
	return nil
}

// hosts makes the machine's name resolve inside the root; without it Asterisk
// stands still for seconds at a time.
func hosts(root string) error {
	name, err := os.Hostname()
	if err != nil {
		return fmt.Errorf("write hosts: %w", err)
	}
	path, line := filepath.Join(root, "etc/hosts"), "127.0.0.1 localhost "+name+"\n"
	if old, err := os.ReadFile(path); err == nil && string(old) == line {
		return nil // another instance may be reading it
	}
	return os.WriteFile(path, []byte(line), 0o644)
}

var version = regexp.MustCompile(`Asterisk (\d+)\.(\d+)`)

// onPath reports whether the machine has an Asterisk that fits.
func onPath(ctx context.Context) bool {
	out, err := exec.CommandContext(ctx, "asterisk", "-V").Output()
	return err == nil && fits(out)
}

// fits reports whether "Asterisk 22.6.0" and the like names a version that the
// hotline is made for: any 22, or 20 from 20.17 on.
func fits(answer []byte) bool {
	m := version.FindSubmatch(answer)
	if m == nil {
		return false
	}
	major, _ := strconv.Atoi(string(m[1]))
	minor, _ := strconv.Atoi(string(m[2]))
	return major == asteriskMajor || major == 20 && minor >= 17
}

func debianMirror() string {
	if m := os.Getenv("HOTLINE_DEBIAN_MIRROR"); m != "" {
		return m
	}
	return "http://deb.debian.org/debian"
}

// tail keeps the end of a long output, where the error is.
func tail(out []byte) []byte {
	if len(out) > 2000 {
		return out[len(out)-2000:]
	}
	return out
}
