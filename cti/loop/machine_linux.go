package loop

import (
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// Machine returns the machine's clock since its boot, for Config.Elapsed, and the boot's
// name, for Config.Boot. The clock goes on while the machine sleeps and is the same for
// every process of one boot, so a restarted service knows how long it was away.
func Machine() (elapsed func() time.Duration, boot string) {
	if sinceBoot() == 0 {
		return nil, ""
	}
	id, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return sinceBoot, ""
	}
	return sinceBoot, strings.TrimSpace(string(id))
}

// sinceBoot returns 0 on a machine without that clock.
func sinceBoot() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
