package devstack

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// old is the age up to which files without a process are left alone: it may be
// starting just now.
const old = 10 * time.Minute

// Sweep stops the tests' database and removes what killed tests and killed
// ephemeral runs have left in .dev.
func Sweep(ctx context.Context) error {
	dev, err := Dir()
	if err != nil {
		return err
	}
	errs := []error{StopShared()}
	live := map[string]bool{}
	for _, base := range []string{filepath.Join(dev, "asterisk-root/var/lib/hotline"), filepath.Join(dev, "asterisk")} {
		for _, dir := range leftovers(base) {
			if live[filepath.Base(dir)] = asteriskRuns(dir); !live[filepath.Base(dir)] {
				errs = append(errs, os.RemoveAll(dir))
			}
		}
	}
	if base, err := clusterDir(""); err == nil && PostgreSQL.present() {
		for _, dir := range leftovers(base) {
			c, err := openCluster(filepath.Base(dir))
			if err == nil && !c.serving(ctx) {
				err = c.remove()
			}
			errs = append(errs, err)
		}
	}
	for _, dir := range leftovers(filepath.Join(dev, "data")) {
		if !live[filepath.Base(dir)] {
			errs = append(errs, os.RemoveAll(dir))
		}
	}
	return errors.Join(errs...)
}

// leftovers are the folders of tests and ephemeral runs that have not changed
// for a while.
func leftovers(base string) []string {
	entries, err := os.ReadDir(base)
	if err != nil {
		return nil // nothing was ever started
	}
	var dirs []string
	for _, e := range entries {
		ours := strings.HasPrefix(e.Name(), "test-") || strings.HasPrefix(e.Name(), "once-")
		info, err := e.Info()
		if ours && err == nil && e.IsDir() && time.Since(info.ModTime()) > old {
			dirs = append(dirs, filepath.Join(base, e.Name()))
		}
	}
	return dirs
}

// asteriskRuns reports whether the process named in the instance's pid file lives
// and is that instance.
func asteriskRuns(dir string) bool {
	raw, err := os.ReadFile(filepath.Join(dir, "run/asterisk.pid"))
	if err != nil {
		return false
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(raw)))
	if err != nil {
		return false
	}
	line, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "cmdline"))
	return err == nil && strings.Contains(string(line), "/"+filepath.Base(dir)+"/")
}
