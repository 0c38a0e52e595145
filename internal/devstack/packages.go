package devstack

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Package is a Debian package and how one sees that it is there.
type Package struct {
	Name string
	// File is a path or pattern that exists once the package is installed.
	File string
}

// What the project needs from the machine. Debian's names.
var (
	PostgreSQL = Package{"postgresql", "/usr/lib/postgresql/*/bin/initdb"}
	Mmdebstrap = Package{"mmdebstrap", "/usr/bin/mmdebstrap"}
	EspeakNG   = Package{"espeak-ng", "/usr/bin/espeak-ng"}
	Chromium   = Package{"chromium", "/usr/bin/chromium"}
	SIPp       = Package{"sip-tester", "/usr/bin/sipp"}
	NotoCJK    = Package{"fonts-noto-cjk", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"}
	WenKai     = Package{"fonts-lxgw-wenkai", "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"} // documents
	Hanazono   = Package{"fonts-hanazono", "/usr/share/fonts/truetype/hanazono/HanaMinA.ttf"}                 // rare hanzi in them
	NotoCore   = Package{"fonts-noto-core", "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf"}     // Uyghur, Tibetan, Mongolian
	BabelStone = Package{"fonts-babelstone-han", "/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf"}    // hanzi of extensions G and H
	Poppler    = Package{"poppler-utils", "/usr/bin/pdftotext"}
	Exim       = Package{"exim4-daemon-light", "/usr/sbin/exim4"} // a mail server for reminders
	GCC        = Package{"gcc", "/usr/bin/gcc"}                   // go test -race
	LibC       = Package{"libc6-dev", "/usr/include/stdio.h"}
)

// RunPackages is what make run needs; TestPackages what make test needs more.
func RunPackages() []Package {
	return []Package{PostgreSQL, Mmdebstrap, EspeakNG, WenKai, Hanazono, NotoCore, BabelStone}
}

func TestPackages() []Package {
	return append(RunPackages(), Chromium, NotoCJK, Poppler, SIPp, Exim, GCC, LibC)
}

func (p Package) present() bool {
	found, err := filepath.Glob(p.File)
	return err == nil && len(found) > 0
}

// Prepare gets all that the tests need onto the machine: the packages, and the
// Asterisk that Debian 12 does not have.
func Prepare(ctx context.Context, p Progress) error {
	if err := Install(ctx, p, TestPackages()...); err != nil {
		return err
	}
	_, err := asteriskRoot(ctx, p)
	return err
}

// Install installs the packages that are missing, with apt-get.
func Install(ctx context.Context, p Progress, packages ...Package) error {
	missing := absent(packages)
	if len(missing) == 0 {
		return nil
	}
	if os.Geteuid() != 0 {
		return fmt.Errorf("missing on this machine: run apt-get install %s as root", strings.Join(missing, " "))
	}
	unlock, err := Lock(filepath.Join(os.TempDir(), "hotline-apt.lock"))
	if err != nil {
		return err
	}
	defer unlock()
	if missing = absent(packages); len(missing) == 0 {
		return nil // another process has just done it
	}
	p.say("installing %s with apt-get", strings.Join(missing, " "))
	if err := aptGet(ctx, append([]string{"install"}, missing...)...); err != nil {
		p.say("apt-get update, then once more")
		err = errors.Join(aptGet(ctx, "update"), aptGet(ctx, append([]string{"install"}, missing...)...))
		if left := absent(packages); len(left) > 0 {
			return fmt.Errorf("install %s: %w", strings.Join(left, " "), err)
		}
	}
	if left := absent(packages); len(left) > 0 {
		return fmt.Errorf("apt-get installed %s, yet they are not where Debian 12 puts them", strings.Join(left, " "))
	}
	return nil
}

func absent(packages []Package) []string {
	var missing []string
	for _, p := range packages {
		if !p.present() {
			missing = append(missing, p.Name)
		}
	}
	return missing
}

func aptGet(ctx context.Context, args ...string) error {
	args = append([]string{"-q", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"}, args...)
	cmd := exec.CommandContext(ctx, "apt-get", args...)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("apt-get: %w\n%s", err, tail(out))
	}
	return nil
}
