package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// demoPassword is every demo account's (hotline seed).
const demoPassword = "demo-12345"

// addresses is the JSON line of run -json, for end-to-end tests and benchmarks.
type addresses struct {
	Page          string `json:"page"`      // http://127.0.0.1:8080
	Password      string `json:"password"`  // of all demo accounts
	Number        string `json:"number"`    // what a citizen dials
	SIP           string `json:"sip"`       // host:port of Asterisk's trunk side
	TrunkPort     int    `json:"trunkPort"` // where a test answers outgoing calls
	ARI           string `json:"ari"`
	ARIUser       string `json:"ariUser"`
	ARIPassword   string `json:"ariPassword"`
	DatabaseURL   string `json:"databaseUrl"`
	RelayAddr     string `json:"relayAddr"`
	MediaAddr     string `json:"mediaAddr"`
	DataDir       string `json:"dataDir"` // journal, recordings, spool
	SoundsDir     string `json:"soundsDir"`
	MessagesDir   string `json:"messagesDir"` // left with the dialplan's fallback
	Log           string `json:"log"`
	HotlinePID    int    `json:"hotlinePid"`
	AsteriskPID   int    `json:"asteriskPid"`
	PostgresPID   int    `json:"postgresPid"`
	HotlineBinary string `json:"hotlineBinary"`
}

func (s *stack) printJSON(out io.Writer) error {
	return json.NewEncoder(out).Encode(addresses{ //nolint:gosec // G117: the tests need the demo's password
		Page: s.page(), Password: demoPassword, Number: "12345",
		SIP: s.asterisk.SIPAddr, TrunkPort: s.asterisk.TrunkPort,
		ARI: s.asterisk.ARIURL, ARIUser: s.asterisk.User, ARIPassword: s.asterisk.Password,
		DatabaseURL: s.postgres.URL("hotline"),
		RelayAddr:   fmt.Sprintf("127.0.0.1:%d", s.ports.Relay), MediaAddr: fmt.Sprintf("%s:%d", browsersAddress(), s.ports.Media),
		DataDir: s.dir, SoundsDir: s.asterisk.SoundsDir, MessagesDir: s.asterisk.MessagesDir, Log: s.logFile(),
		HotlinePID: s.hotline.PID(), AsteriskPID: s.asterisk.PID(), PostgresPID: s.postgres.PID(), HotlineBinary: s.program,
	})
}

func (s *stack) print(out io.Writer, took time.Duration) {
	log := s.logFile()
	if wd, err := os.Getwd(); err == nil {
		if short, err := filepath.Rel(wd, log); err == nil {
			log = short
		}
	}
	fmt.Fprintf(out, `
Hotline 12345 of 云湾市 is up (%.1f s).

  The agent's page   %s/agent
  Sign in as         1001 ... 1006 agents (1001, 1002: Mandarin, Cantonese, English; 1006: English)
                     2001 supervisor   3001 dispatcher   y04clerk, a-clerk clerks of units
                     admin telecom administrator   audit auditor
                     password of all: %s
  Place a call       go run ./cmd/citizen call --via %s --keys 1,1 --tone 1000
  Database           psql '%s'
  Log                %s

Ctrl-C stops everything.
`, took.Seconds(), s.page(), demoPassword, s.asterisk.SIPAddr, s.postgres.URL("hotline"), log)
}
