package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"strings"

	"hotline12345/internal/alaw"
	"hotline12345/internal/speech/sound"
)

// The nodes of the menu that is measured. Each one's key leads to it from all of them, so a
// caller may press on for ever. Two speak long, so that a key cuts them off; two are short,
// so that a key comes when they have ended.
var nodes = []struct {
	key    byte
	prompt string // the shipped prompt in whose place the tone is recorded
	hertz  float64
	millis int
}{
	{'1', "welcome_short", 1500, 20_000},
	{'2', "menu_short", 1900, 20_000},
	{'3', "to_agent", 2300, 400},
	{'4', "complaint_11", 2700, 400},
}

func tone(hertz float64, millis int) []byte {
	samples := make([]float64, millis*alaw.SampleRate/1000)
	for i := range samples {
		samples[i] = 4000 * math.Sin(2*math.Pi*hertz*float64(i)/alaw.SampleRate)
	}
	return sound.Encode(samples)
}

// publish makes the menu of tones that of 12345.
func (s *stack) publish(ctx context.Context) error {
	desk, err := s.signIn(ctx)
	if err != nil {
		return err
	}
	var flow strings.Builder
	flow.WriteString("id: main\nstart: k1\nnodes:\n  agents: {kind: queue, language: zh, queue: general}\n")
	for _, n := range nodes {
		raw := sound.WAV(tone(n.hertz, n.millis))
		if _, err := desk.ask(ctx, "/api/prompts/"+n.prompt+"/zh/recording?name=tone.wav&rev=0", raw); err != nil {
			return err
		}
		fmt.Fprintf(&flow, "  k%c: {kind: menu, prompts: [%s], keys: {", n.key, n.prompt)
		for _, to := range nodes {
			fmt.Fprintf(&flow, "\"%c\": k%c, ", to.key, to.key)
		}
		flow.WriteString("\"0\": agents}, input_timeout: 60s, fallback: agents}\n")
	}
	draft, err := desk.ask(ctx, "/api/menus/main/draft", nil)
	if err != nil {
		return err
	}
	saved, err := desk.askJSON(ctx, "/api/menus/main/yaml", map[string]string{"rev": draft["rev"].(string), "yaml": flow.String()})
	if err != nil {
		return err
	}
	_, err = desk.askJSON(ctx, "/api/menus/main/publish", map[string]string{"rev": saved["rev"].(string), "why": "it is measured"})
	return err
}

// inDialplan makes the same menu in Asterisk's dialplan, as its manual does, behind a number.
func (s *stack) inDialplan(ctx context.Context, number string) error {
	lines := []string{number + ",1,Answer() into from-trunk", number + ",2,Goto(bench1,s,1) into from-trunk"}
	for _, n := range nodes {
		name := fmt.Sprintf("bench%c", n.key) // in a folder that others share: the same sound for all
		if err := os.WriteFile(filepath.Join(s.asterisk.SoundsDir, name+".alaw"), tone(n.hertz, n.millis), 0o644); err != nil {
			return err
		}
		lines = append(lines, fmt.Sprintf("s,1,Background(%s/%s) into %s", s.asterisk.AsteriskSoundsDir, name, name),
			"s,2,WaitExten(60) into "+name, "s,3,Hangup() into "+name)
		for _, to := range nodes {
			lines = append(lines, fmt.Sprintf("%c,1,Goto(bench%c,s,1) into %s", to.key, to.key, name))
		}
	}
	for _, line := range lines {
		said, err := s.asterisk.Console(ctx, "dialplan add extension "+line)
		if err != nil {
			return err
		}
		if !strings.Contains(said, "added") {
			return fmt.Errorf("dialplan add extension %s: %s", line, said)
		}
	}
	return nil
}

// desk is the page of a telecom administrator.
type desk struct {
	client http.Client
	page   string
}

func (s *stack) signIn(ctx context.Context) (*desk, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	d := &desk{http.Client{Jar: jar}, s.page}
	_, err = d.askJSON(ctx, "/api/session", map[string]string{"login": "admin", "password": "demo-12345"})
	return d, err
}

func (d *desk) askJSON(ctx context.Context, path string, body any) (map[string]any, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return d.ask(ctx, path, raw)
}

// ask sends a request, a GET without a body, and returns the answer's object.
func (d *desk) ask(ctx context.Context, path string, body []byte) (map[string]any, error) {
	method, kind := http.MethodGet, "application/json"
	if body != nil {
		method = http.MethodPost
	}
	if bytes.HasPrefix(body, []byte("RIFF")) {
		kind = "application/octet-stream"
	}
	req, err := http.NewRequestWithContext(ctx, method, d.page+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", kind)
	resp, err := d.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s %s", path, resp.Status, raw)
	}
	answer := map[string]any{}
	return answer, json.Unmarshal(raw, &answer)
}
