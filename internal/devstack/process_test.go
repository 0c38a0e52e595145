package devstack_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"hotline12345/internal/devstack"
)

// childVariable makes this test program start a process and wait to be killed.
const childVariable = "DEVSTACK_TEST_CHILD"

func TestMain(m *testing.M) {
	if log := os.Getenv(childVariable); log != "" {
		p, err := devstack.StartProcess(exec.Command("sleep", "600"), syscall.SIGTERM, log)
		if err != nil {
			panic(err)
		}
		fmt.Println(p.PID())
		<-p.Done()
		return
	}
	os.Exit(m.Run())
}

// TestChildrenEndWithUs, even when we are killed and cannot stop them.
func TestChildrenEndWithUs(t *testing.T) {
	parent := exec.Command(os.Args[0])
	parent.Env = append(os.Environ(), childVariable+"="+filepath.Join(t.TempDir(), "log"))
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	child, err := os.FindProcess(pid)
	if err != nil || !alive(child) {
		t.Fatalf("the child does not run (%v)", err)
	}
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait() // "signal: killed"
	t.Cleanup(func() { _ = child.Kill() })
	eventually(t, "the child ends with its killed parent", func() bool { return !alive(child) })
}

// TestStubbornProcessIsKilled, with all that it has started.
func TestStubbornProcessIsKilled(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log")
	cmd := exec.Command("sh", "-c", `trap "" TERM; sleep 600 & echo $!; while :; do wait; done`)
	p, err := devstack.StartProcess(cmd, syscall.SIGTERM, log)
	if err != nil {
		t.Fatal(err)
	}
	var grandchild int
	err = p.WaitUntil(t.Context(), 5*time.Second, func(context.Context) bool {
		_, err := fmt.Sscan(p.Output(), &grandchild)
		return err == nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if p.Stop(50 * time.Millisecond) {
		t.Error("a process that ignores SIGTERM is called willing")
	}
	gone(t, p.PID())
	child, err := os.FindProcess(grandchild)
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "what it had started ends too", func() bool { return !alive(child) })
}

// eventually polls until the condition holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(10 * time.Second)
	for !holds() {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatalf("not within 10 s: %s", what)
		}
	}
}

// alive reports whether a process runs; one that ended and waits for its parent to
// notice does not.
func alive(p *os.Process) bool {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.Pid))
	if err != nil {
		return false
	}
	_, after, _ := strings.Cut(string(raw), ") ")
	return !strings.HasPrefix(after, "Z")
}

// listen takes a TCP port for the length of the test.
func listen(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l.Addr().(*net.TCPAddr).Port
}
