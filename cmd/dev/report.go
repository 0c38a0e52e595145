package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// report shows what is going on: a line when a step takes long, and how long it
// took. Steps may run at the same time.
type report struct {
	mu  sync.Mutex
	out io.Writer
}

func newReport(out io.Writer) *report { return &report{out: out} }

// patience is how long a step may take before it is mentioned.
const patience = time.Second

// say prints one line of progress.
func (r *report) say(line string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	fmt.Fprintln(r.out, "  ..", line)
}

// step runs f, and prints its name when it is slow.
func (r *report) step(name string, f func() error) error {
	began := time.Now()
	slow := time.AfterFunc(patience, func() { r.say(name) })
	err := f()
	if !slow.Stop() && err == nil {
		r.say(fmt.Sprintf("%s: done (%.1f s)", name, time.Since(began).Seconds()))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
