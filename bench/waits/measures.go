package main

import (
	"fmt"
	"io"
	"slices"
	"sync"
	"time"
)

// What is measured, in the order of a call.
const (
	arrival = iota
	key
	offer
	agentHears
	citizenHears
	kinds
)

var names = [kinds]string{
	arrival:      "call arrival (INVITE sent) to first prompt heard",
	key:          "end of key press to next prompt heard",
	offer:        "agent ready to offer at the page's websocket",
	agentHears:   "answer to the citizen's voice at the agent",
	citizenHears: "answer to the agent's voice at the citizen *",
}

// measures are the durations of each kind.
type measures struct {
	mu sync.Mutex
	of [kinds][]time.Duration
}

func (m *measures) add(kind int, d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.of[kind] = append(m.of[kind], d)
}

func (m *measures) print(out io.Writer) {
	fmt.Fprintf(out, "%-52s %5s %9s %9s %9s\n", "", "n", "p50", "p99", "max")
	for kind, all := range m.of {
		fmt.Fprintf(out, "%-52s %5d %9s %9s %9s\n", names[kind], len(all),
			shown(percentile(all, 50)), shown(percentile(all, 99)), shown(percentile(all, 100)))
	}
	fmt.Fprintln(out, "* the citizen first hears the agent's number spoken, which is part of this time")
}

func shown(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

// percentile is the smallest value that p of 100 do not exceed (nearest rank).
func percentile(all []time.Duration, p int) time.Duration {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	rank := (len(sorted)*p + 99) / 100
	return sorted[max(rank, 1)-1]
}
