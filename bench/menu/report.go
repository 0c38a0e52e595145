package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What is asked of the menu: how much later than in the dialplan the next prompt may begin.
const (
	mostMedian = 1500 * time.Microsecond
	mostP95    = 3 * time.Millisecond
)

func report(out io.Writer, together int, ours, plain *waits, m machine) {
	fmt.Fprintf(out, "\n%d at a time (%s)\n%-34s %5s %21s %21s %21s\n", together, m, "end of a key to the next prompt", "n",
		"dialplan p50 / p95", "service p50 / p95", "difference")
	for moment, name := range momentNames {
		p50 := quantile(ours.of[moment], 50) - quantile(plain.of[moment], 50)
		p95 := quantile(ours.of[moment], 95) - quantile(plain.of[moment], 95)
		verdict := "as asked"
		if p50 > mostMedian || p95 > mostP95 {
			verdict = "MORE THAN ASKED"
		}
		fmt.Fprintf(out, "%-34s %5d %21s %21s %21s  %s\n", name, len(ours.of[moment]), pair(plain.of[moment]), pair(ours.of[moment]),
			fmt.Sprintf("%+.2f / %+.2f ms", millis(p50), millis(p95)), verdict)
	}
}

func pair(list []time.Duration) string {
	return fmt.Sprintf("%.2f / %.2f ms", millis(quantile(list, 50)), millis(quantile(list, 95)))
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// quantile returns the smallest value that p of 100 do not exceed (nearest rank).
func quantile(list []time.Duration, p int) time.Duration {
	if len(list) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(list))
	return sorted[max((len(sorted)*p+99)/100, 1)-1]
}

// machine is how busy the whole machine was: in jiffies, and in microseconds in which
// something that could run had no core.
type machine struct{ idle, all, pressure, micros int64 }

func machineNow() machine {
	m := machine{micros: time.Now().UnixMicro()}
	stat, _ := os.ReadFile("/proc/stat")
	line, _, _ := strings.Cut(string(stat), "\n")
	for i, field := range strings.Fields(line) {
		n, _ := strconv.ParseInt(field, 10, 64)
		m.all += n
		if i == 4 || i == 5 { // idle, waiting for a disk
			m.idle += n
		}
	}
	psi, _ := os.ReadFile("/proc/pressure/cpu")
	if _, total, ok := strings.Cut(string(psi), "total="); ok {
		total, _, _ = strings.Cut(total, "\n")
		m.pressure, _ = strconv.ParseInt(total, 10, 64)
	}
	return m
}

func (m machine) since(before machine) machine {
	return machine{m.idle - before.idle, m.all - before.all, m.pressure - before.pressure, m.micros - before.micros}
}

func (m machine) String() string {
	return fmt.Sprintf("the machine was idle for %d %%, something waited for a core during %d %% of the time",
		100*m.idle/max(m.all, 1), 100*m.pressure/max(m.micros, 1))
}
