package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"hotline12345/cti/loop"
	"hotline12345/internal/app"
	"hotline12345/internal/web"
)

// checkJournal reads the whole journal, as a start would. What the running service writes
// meanwhile may miss.
func checkJournal(s app.Settings) finding {
	f := finding{part: "journal", detail: "not begun yet",
		advice: "look at the disk and its cables; the service starts all the same and reads on behind the damage. Entries of a newer version are read when it is started again"}
	if _, err := os.Stat(s.JournalDir()); err != nil {
		return f
	}
	state, entries, err := loop.Check(s.JournalDir())
	switch {
	case err != nil:
		f.err = err
	case state.Damaged+state.Strange > 0 || state.Missing > state.Restored:
		f.err = fmt.Errorf("damaged in %d places, %d entries of another version, %d of %d missing (last: %s)",
			state.Damaged, state.Strange, state.Missing, entries+state.Missing, state.Last)
	default:
		f.detail = fmt.Sprintf("%d entries, every checksum fits", entries)
	}
	return f
}

// checkService asks the service, if it runs, which of its parts are ill.
func checkService(ctx context.Context, s app.Settings) []finding {
	if !serviceRuns(s) {
		return nil
	}
	scheme := "http"
	if s.TLSCert != "" {
		scheme = "https"
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, scheme+"://"+s.HTTPAddr+"/api/health", nil)
	if err != nil {
		return []finding{{part: "service", err: err, advice: "compare HOTLINE_HTTP_ADDR"}}
	}
	client := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}} //nolint:gosec // this machine's own address, whose name the certificate does not have
	resp, err := client.Do(req)
	if err != nil {
		return []finding{{part: "service", err: err, advice: "it has the port and does not answer: look at its log, restart it"}}
	}
	defer resp.Body.Close()
	var h web.Health
	if err := json.NewDecoder(resp.Body).Decode(&h); err != nil {
		return []finding{{part: "service", err: errors.New("another program answers at HOTLINE_HTTP_ADDR"), advice: "choose another address"}}
	}
	found := []finding{{part: "service", detail: "runs"}}
	for name, p := range h.Parts {
		if !p.OK {
			found = append(found, finding{part: "service: " + name, err: errors.New(p.Detail), advice: "the running service says so"})
		}
	}
	slices.SortFunc(found[1:], func(a, b finding) int { return strings.Compare(a.part, b.part) })
	return found
}
