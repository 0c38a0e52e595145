package devstack

import (
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"sync"
)

// The ports that tests and ephemeral runs choose from lie below those that Linux gives to
// outgoing connections (32768 to 60999), any of which may be taken between the choice and
// the use, and above Asterisk's ports for voice.
const (
	firstPort = 30100
	lastPort  = 32700
)

// reserved keeps the locks of the ports that this process has chosen, until it ends.
var reserved struct {
	sync.Mutex
	unlock []func()
}

// FreePort returns a port of the loopback interface that nobody listens on, for UDP and
// for TCP. No other process that asks gets it as long as this one lives.
func FreePort() (int, error) {
	dir := filepath.Join(os.TempDir(), "hotline-ports")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	reserved.Lock()
	defer reserved.Unlock()
	for _, i := range rand.Perm(lastPort - firstPort) { //nolint:gosec // G404: spreads choices, guards nothing
		port := firstPort + i
		unlock, err := TryLock(filepath.Join(dir, strconv.Itoa(port)))
		if err != nil {
			continue // another process has it
		}
		if CheckTCP(port, "") == nil && CheckUDP(port, "") == nil {
			reserved.unlock = append(reserved.unlock, unlock)
			return port, nil
		}
		unlock()
	}
	return 0, fmt.Errorf("find a free port: none of %d to %d is free", firstPort, lastPort)
}

// CheckTCP and CheckUDP return an error that names the port that is busy and how to choose another.
func CheckTCP(port int, variable string) error {
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return busy("TCP", port, variable, err)
	}
	return l.Close()
}

func CheckUDP(port int, variable string) error {
	c, err := net.ListenPacket("udp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return busy("UDP", port, variable, err)
	}
	return c.Close()
}

func busy(kind string, port int, variable string, err error) error {
	return fmt.Errorf("%s port %d is busy; choose another with %s=PORT: %w", kind, port, variable, err)
}
