package main

import (
	"io"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// gate stands between a service and its database, which is away while it is shut.
type gate struct {
	addr, database string

	mu       sync.Mutex
	listener net.Listener // nil: connections are refused
	open     map[net.Conn]bool
}

// gated puts a gate before an installation's database. It is shut at first.
func (in *installation) gated() *gate {
	in.t.Helper()
	u, err := url.Parse(in.store)
	must(in.t, err)
	g := &gate{addr: "127.0.0.1:" + port(in.t), database: u.Host, open: map[net.Conn]bool{}}
	in.env = append(in.env, "HOTLINE_DATABASE_URL="+strings.Replace(in.store, u.Host, g.addr, 1))
	in.t.Cleanup(g.shutDown)
	return g
}

// let lets connections through.
func (g *gate) let(t *testing.T) {
	t.Helper()
	l, err := net.Listen("tcp", g.addr)
	must(t, err)
	g.mu.Lock()
	g.listener = l
	g.mu.Unlock()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return // shut
			}
			go g.join(c)
		}
	}()
}

// hang takes connections and answers nothing, as a network that swallows packets does.
func (g *gate) hang(t *testing.T) {
	t.Helper()
	l, err := net.Listen("tcp", g.addr)
	must(t, err)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.listener = l // nobody accepts
}

func (g *gate) join(c net.Conn) {
	defer c.Close()
	d, err := net.Dial("tcp", g.database)
	if err != nil {
		return
	}
	defer d.Close()
	g.mu.Lock()
	g.open[c] = true
	g.mu.Unlock()
	go func() {
		_, _ = io.Copy(c, d) // ends with either side
		_ = c.Close()
	}()
	_, _ = io.Copy(d, c)
}

// shutDown refuses connections and breaks those that are open.
func (g *gate) shutDown() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.listener != nil {
		_ = g.listener.Close()
		g.listener = nil
	}
	for c := range g.open {
		_ = c.Close()
		delete(g.open, c)
	}
}
