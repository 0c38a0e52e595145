package devstack

import (
	"errors"
	"fmt"
	"net"
)

// FreeTCP and FreeUDP return a port of the loopback interface that is free now.
func FreeTCP() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free TCP port: %w", err)
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

func FreeUDP() (int, error) {
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free UDP port: %w", err)
	}
	return c.LocalAddr().(*net.UDPAddr).Port, c.Close()
}

// FreeBoth returns a port that is free for UDP and for TCP.
func FreeBoth() (int, error) {
	for range 20 {
		port, err := FreeTCP()
		if err != nil {
			return 0, err
		}
		if CheckUDP(port, "") == nil {
			return port, nil
		}
	}
	return 0, errors.New("find a port that is free for UDP and TCP: twenty tries failed")
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
