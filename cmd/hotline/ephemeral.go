package main

import (
	"fmt"
	"os"
	"strconv"
)

// ephemeralFile holds which ports Linux gives to outgoing connections: "32768	60999".
const ephemeralFile = "/proc/sys/net/ipv4/ip_local_port_range"

// ephemeral returns why a port is a bad choice to listen on: while the service is
// down, for a restart, any program's outgoing connection may get it. Empty when
// it is a good one, or when the range is unknown.
func ephemeral(port, ports string) string {
	var first, last int
	if _, err := fmt.Sscan(ports, &first, &last); err != nil {
		return ""
	}
	n, err := strconv.Atoi(port)
	if err != nil || n < first || n > last {
		return ""
	}
	return fmt.Sprintf("but Linux gives ports %d to %d to outgoing connections, this one too; choose one below", first, last)
}

// ephemeralPorts reads the range; empty where there is none.
func ephemeralPorts() string {
	raw, _ := os.ReadFile(ephemeralFile)
	return string(raw)
}
