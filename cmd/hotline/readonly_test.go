package main

//hotline:faults

import (
	"context"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// readOnly makes the data folder's disk read-only, as the kernel does with a broken one, or
// writable again.
func (in *installation) readOnly(yes bool) error {
	flags := uintptr(syscall.MS_REMOUNT)
	if yes {
		flags |= syscall.MS_RDONLY
	}
	return syscall.Mount("hotline-test", in.dir, "tmpfs", flags, "")
}

// TestAStartOnADamagedFolder: the machine went down in the middle of its writing, and its disk
// comes back read-only: files are empty that must not be. The service starts all the same, the
// one who waited still does, and new callers are served; health says what is wrong. When the
// disk takes files again the beat and the journal go on.
func TestAStartOnADamagedFolder(t *testing.T) {
	t.Parallel()
	in := install(t)
	in.fillable()
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	waits := waitingLine(ctx, t, in, 1)
	in.stop(syscall.SIGKILL)
	for _, name := range []string{"spool/counter.json", "spool/parcel-1.json"} {
		must(t, os.WriteFile(in.dir+"/"+name, nil, 0o600))
	}
	if err := in.readOnly(true); err != nil {
		t.Logf("no disk can be made read-only here (%v); only the damage is tried", err)
	}
	in.start()
	undisturbed(ctx, t, waits)
	waits = append(waits, waitingLineOf(ctx, t, in, 2)...)
	out, err := in.beside(in.dir).command("serve").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "in use by") {
		t.Errorf("a second service on the folder: %v\n%s", err, out)
	}
	if err := in.readOnly(false); err == nil {
		eventually(ctx, t, "the journal is well again", func() bool {
			status, parts := in.health(ctx)
			return status == http.StatusOK && parts["journal"].OK
		})
	}
	undisturbed(ctx, t, waits)
	page := in.signInPage(ctx, "3001")
	if number := page.letter(ctx, "after the repair"); number == "" {
		t.Error("no ticket gets a number")
	}
}
