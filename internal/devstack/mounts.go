package devstack

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"syscall"
)

// removeTree removes a folder and all below it, but nothing that is only mounted there: a
// mmdebstrap that was killed leaves the machine's own /dev, /proc and /sys in its root.
func removeTree(dir string) error {
	raw, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return fmt.Errorf("look for mounts below %s: %w", dir, err)
	}
	for _, at := range mountsBelow(string(raw), dir) {
		if err := syscall.Unmount(at, syscall.MNT_DETACH); err != nil && !errors.Is(err, syscall.EINVAL) {
			return fmt.Errorf("unmount %s: %w", at, err)
		}
	}
	return os.RemoveAll(dir)
}

// mountsBelow returns the mount points below dir, the deepest first, from the text of
// /proc/self/mountinfo (proc_pid_mountinfo(5)).
func mountsBelow(info, dir string) []string {
	unescape := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)
	var below []string
	for line := range strings.Lines(info) {
		fields := strings.Fields(line)
		if len(fields) < 5 {
			continue
		}
		if at := unescape.Replace(fields[4]); strings.HasPrefix(at, dir+"/") {
			below = append(below, at)
		}
	}
	slices.SortStableFunc(below, func(a, b string) int { return strings.Count(b, "/") - strings.Count(a, "/") })
	return below
}
