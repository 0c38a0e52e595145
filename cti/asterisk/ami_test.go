package asterisk_test

//hotline:faults

import (
	"net"
	"testing"
	"time"

	"hotline12345/cti/asterisk"
)

// TestAManagerThatHangs keeps no watchdog from its watch: its connection is taken, and no
// word comes.
func TestAManagerThatHangs(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0") // the kernel takes connections, nobody accepts them
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	s := asterisk.NewStandIn(asterisk.StandInConfig{AMIAddr: l.Addr().String(), AMIUser: "watchdog", AMIPassword: "x"})
	answer := make(chan error, 1)
	go func() { answer <- s.CheckManager(t.Context()) }()
	select {
	case err := <-answer:
		if err == nil {
			t.Error("a way that hangs counts as open")
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the question has no end")
	}
}
