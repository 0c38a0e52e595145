package spool

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"hotline12345/tickets"
)

// keepDays is how many days the counter remembers: a clock that is set back must
// not give a number out twice.
const keepDays = 7

// Counter is a service.Counter in the file counter.json of the spool's folder:
// {"261123":17}.
type Counter struct {
	name  string
	fresh bool
	mu    sync.Mutex
	last  map[string]int // by day
}

// OpenCounter reads the counter, or begins one. The error says why what was remembered
// cannot be read; the counter is fresh then, and usable: calls must not wait for a person.
func OpenCounter(dir string) (*Counter, error) {
	c := &Counter{name: filepath.Join(dir, "counter.json"), last: map[string]int{}}
	raw, err := os.ReadFile(c.name)
	if errors.Is(err, fs.ErrNotExist) {
		c.fresh = true
		return c, nil
	}
	if err == nil {
		err = c.read(raw)
	}
	if err != nil {
		c.fresh, c.last = true, map[string]int{}
		return c, fmt.Errorf("read ticket counter: %w", errors.Join(err, c.setAside()))
	}
	return c, nil
}

var errNoCounter = errors.New("it is no counter of tickets")

func (c *Counter) read(raw []byte) error {
	if err := json.Unmarshal(raw, &c.last); err != nil {
		return err
	}
	if c.last == nil { // null
		return errNoCounter
	}
	for day, n := range c.last {
		if _, err := tickets.MakeNumber(day, n); err != nil {
			return fmt.Errorf("%w: %w", errNoCounter, err)
		}
	}
	return nil
}

// setAside keeps a damaged file for a person.
func (c *Counter) setAside() error { return os.Rename(c.name, c.name+".damaged") }

// Fresh reports that there was no file when the counter was opened, or none that could be read.
func (c *Counter) Fresh() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.fresh
}

// Next returns the day's next number; it is on disk before it is returned. With
// tickets.ErrDiskFull the number is right, but only the memory knows it.
func (c *Counter) Next(day string) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.last[day] + 1
	return n, c.set(day, n)
}

// AtLeast raises the day's counter to n.
func (c *Counter) AtLeast(day string, n int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n <= c.last[day] {
		return nil
	}
	return c.set(day, n)
}

func (c *Counter) set(day string, n int) error {
	next := maps.Clone(c.last)
	next[day] = n
	if days := slices.Sorted(maps.Keys(next)); len(days) > keepDays {
		for _, old := range days[:len(days)-keepDays] {
			if old != day {
				delete(next, old)
			}
		}
	}
	raw, err := json.Marshal(next)
	if err == nil {
		err = writeFile(c.name, raw)
	}
	if err == nil || errors.Is(err, tickets.ErrDiskFull) {
		c.last, c.fresh = next, false
	}
	if err != nil {
		return fmt.Errorf("remember ticket counter: %w", err)
	}
	return nil
}
