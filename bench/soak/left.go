package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"hotline12345/bench/rig"
)

// left is what a hotline without calls holds.
type left struct {
	channels, bridges int // in Asterisk
	files, goroutines int // of the service
	residentMB        int
}

func (l left) String() string {
	return fmt.Sprintf("%d channels, %d bridges, %d open files, %d goroutines, %d MB",
		l.channels, l.bridges, l.files, l.goroutines, l.residentMB)
}

// leaks compares two quiet moments. Some slack is for pooled connections.
func (l left) leaks(after left) error {
	var errs []error
	if after.channels+after.bridges > 0 {
		errs = append(errs, fmt.Errorf("%d channels and %d bridges were left in Asterisk", after.channels, after.bridges))
	}
	if after.files > l.files+30 {
		errs = append(errs, fmt.Errorf("open files rose from %d to %d", l.files, after.files))
	}
	if after.goroutines > l.goroutines+30 {
		errs = append(errs, fmt.Errorf("goroutines rose from %d to %d", l.goroutines, after.goroutines))
	}
	if after.residentMB > 2*l.residentMB+50 {
		errs = append(errs, fmt.Errorf("memory rose from %d to %d MB", l.residentMB, after.residentMB))
	}
	return errors.Join(errs...)
}

// ended waits until every answered call has its end reason and nothing lives in
// Asterisk.
func ended(ctx context.Context, s *rig.Stack, made int) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for {
		l, err := look(ctx, s)
		if err != nil {
			return err
		}
		count, err := callsEnded(ctx, s)
		if err != nil {
			return err
		}
		if l.channels+l.bridges == 0 && count >= made {
			return nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("after two quiet minutes: %s; %d of %d calls have an end", l, count, made)
		}
	}
}

func look(ctx context.Context, s *rig.Stack) (l left, err error) {
	var channels, bridges []json.RawMessage
	if err := ari(ctx, s, "/channels", &channels); err != nil {
		return l, err
	}
	if err := ari(ctx, s, "/bridges", &bridges); err != nil {
		return l, err
	}
	proc := filepath.Join("/proc", strconv.Itoa(s.HotlinePID))
	files, err := os.ReadDir(filepath.Join(proc, "fd"))
	if err != nil {
		return l, fmt.Errorf("the service is gone: %w", err)
	}
	status, err := os.ReadFile(filepath.Join(proc, "status"))
	if err != nil {
		return l, fmt.Errorf("the service is gone: %w", err)
	}
	text, err := get(ctx, s.Page+"/metrics", "", "")
	if err != nil {
		return l, err
	}
	return left{
		channels: len(channels), bridges: len(bridges), files: len(files),
		goroutines: sum(text, `(?m)^go_goroutines (\d+)`), residentMB: sum(string(status), `VmRSS:\s+(\d+)`) / 1024,
	}, nil
}

func callsEnded(ctx context.Context, s *rig.Stack) (int, error) {
	text, err := get(ctx, s.Page+"/metrics", "", "")
	return sum(text, `(?m)^hotline_calls_ended_total\{[^}]*\} (\d+)`), err
}

// sum adds the numbers that a pattern finds.
func sum(text, pattern string) int {
	total := 0
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		n, err := strconv.Atoi(m[1])
		if err == nil {
			total += n
		}
	}
	return total
}

func ari(ctx context.Context, s *rig.Stack, path string, into any) error {
	text, err := get(ctx, s.ARI+path, s.ARIUser, s.ARIPassword)
	if err != nil {
		return err
	}
	return json.NewDecoder(strings.NewReader(text)).Decode(into)
}

func get(ctx context.Context, url, user, password string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	if user != "" {
		req.SetBasicAuth(user, password)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", url, resp.Status)
	}
	return string(raw), err
}
