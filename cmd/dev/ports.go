package main

import (
	"cmp"
	"fmt"
	"os"
	"strconv"

	"hotline12345/internal/devstack"
)

// browsersAddress is the address of pages and voices; HOTLINE_DEV_ADDRESS names another
// one for browsers that are not on this machine, or not in its network namespace.
func browsersAddress() string { return cmp.Or(os.Getenv("HOTLINE_DEV_ADDRESS"), "127.0.0.1") }

// ports are where the processes of make run listen: what browsers use on
// browsersAddress, all else on 127.0.0.1.
type ports struct {
	HTTP, Postgres, ARI int // TCP
	SIP, Trunk, Relay   int // UDP
	Media               int // UDP and TCP
	RTPStart            int // UDP, 1,000 from here
}

// usual are make run's ports; each can be changed by its variable.
func usual() (ports, error) {
	var p ports
	for _, w := range []struct {
		port     *int
		variable string
		usual    int
		check    []func(int, string) error
	}{
		{&p.HTTP, "HOTLINE_DEV_HTTP_PORT", 8080, []func(int, string) error{devstack.CheckTCP}},
		{&p.Postgres, "HOTLINE_DEV_POSTGRES_PORT", 54320, []func(int, string) error{devstack.CheckTCP}},
		{&p.ARI, "HOTLINE_DEV_ARI_PORT", 8088, []func(int, string) error{devstack.CheckTCP}},
		{&p.SIP, "HOTLINE_DEV_SIP_PORT", 5060, []func(int, string) error{devstack.CheckUDP}},
		// A telephone for outgoing calls may already wait on the trunk's port.
		{&p.Trunk, "HOTLINE_DEV_TRUNK_PORT", 5070, nil},
		{&p.Relay, "HOTLINE_DEV_RELAY_PORT", 4000, []func(int, string) error{devstack.CheckUDP}},
		{&p.Media, "HOTLINE_DEV_MEDIA_PORT", 30000, []func(int, string) error{devstack.CheckUDP, devstack.CheckTCP}},
		{&p.RTPStart, "HOTLINE_DEV_RTP_START", 17000, nil},
	} {
		*w.port = w.usual
		if v := os.Getenv(w.variable); v != "" {
			port, err := strconv.Atoi(v)
			if err != nil || port < 1024 || port > 65535 {
				return p, fmt.Errorf("%s=%s is no port between 1024 and 65535", w.variable, v)
			}
			*w.port = port
		}
		for _, check := range w.check {
			if err := check(*w.port, w.variable); err != nil {
				return p, err
			}
		}
	}
	return p, nil
}

// free are ports that are not in use now; Asterisk and PostgreSQL choose their own.
func free() (ports, error) {
	var p ports
	for _, port := range []*int{&p.HTTP, &p.Relay, &p.Trunk, &p.Media} {
		var err error
		if *port, err = devstack.FreePort(); err != nil {
			return p, err
		}
	}
	return p, nil
}
