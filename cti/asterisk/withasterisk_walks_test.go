package asterisk_test

//hotline:faults

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"hotline12345/cmd/citizen/phone"
	"hotline12345/cti"
	"hotline12345/internal/alaw"
	"hotline12345/internal/flowfile"
	"hotline12345/ivr"
)

// mostSilence is how long a caller may hear nothing at a stretch, wherever they are. It has
// the second of silence in it that ends a message, and what a busy machine adds.
const mostSilence = 3 * time.Second

// fullTree is the full tree of menus with short waits, so that callers who press nothing are
// led on at once.
func fullTree(t *testing.T) ivr.Flow {
	t.Helper()
	raw, err := os.ReadFile("../../ivr/testdata/full.yaml")
	if err != nil {
		t.Fatal(err)
	}
	short := strings.NewReplacer("timeout: 5s", "timeout: 1s", "timeout: 4s", "timeout: 1s", "silence: 5s", "silence: 1s", "wait: 5s", "wait: 1s")
	flow, err := flowfile.Parse([]byte(short.Replace(string(raw))))
	if err != nil {
		t.Fatal(err)
	}
	return flow
}

// walk is a caller who presses any keys at any moment, by a seed.
type walk struct {
	number string
	keys   string
	pauses []time.Duration // before each key
}

// ways lead past the broadcast and deep into the tree, where keys by chance seldom come: a
// message and the state of a ticket, which the first two callers want; then departments, a
// call back, fax, topics. 1 alone is the incident.
var ways = []string{"2181", "213202611290001#8000", "213202611290001#1234", "2181", "2117123", "211712315#", "2182", "215", "21", "22", "23", "212", "1", "", ""}

func walkOf(seed uint64, i int) walk {
	r := rand.New(rand.NewPCG(seed, uint64(i)))
	w := walk{number: fmt.Sprintf("139%08d", i)}
	slowest := 400
	if i < 2 {
		w.keys, slowest = ways[i], 50
	} else {
		w.keys = ways[r.IntN(len(ways))]
		for range r.IntN(10) {
			w.keys += string("0123456789*#ABCD"[r.IntN(16)])
		}
	}
	for range w.keys {
		w.pauses = append(w.pauses, time.Duration(r.IntN(slowest))*time.Millisecond)
	}
	return w
}

// press presses the walk's keys, until the call ends.
func (w walk) press(ctx context.Context, c *phone.Call) {
	for i, key := range w.keys {
		select {
		case <-time.After(w.pauses[i]):
		case <-c.Ended():
			return
		case <-ctx.Done():
			return
		}
		c.Press(string(key))
		if _, err := c.Pressed(ctx); err != nil {
			return // the menu has let the caller go
		}
	}
}

// silence returns the longest time for which a caller has heard nothing so far, at its end
// too.
func silence(c *phone.Call) time.Duration {
	heard, longest, run := c.Heard(), 0, 0
	for at := 0; at+160 <= len(heard); at += 160 {
		loud := 0
		for _, code := range heard[at : at+160] {
			v := int(alaw.Decode(code))
			loud += max(v, -v)
		}
		if run++; loud > 160*20 {
			run = 0
		}
		longest = max(longest, run)
	}
	since := c.LastSound()
	if since.IsZero() {
		since = c.Answered
	}
	select {
	case <-c.Ended(): // nothing is heard any more, rightly
		return time.Duration(longest) * 20 * time.Millisecond
	default:
		return max(time.Duration(longest)*20*time.Millisecond, time.Since(since))
	}
}

// rowOf returns the row of the call from a number.
func (s *service) rowOf(number string) cti.CallRecord {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, row := range s.rows {
		if row.Caller.Number == number {
			return row
		}
	}
	return cti.CallRecord{}
}

// TestRealRandomWalks: callers who press any keys at any moment, all at once, come to an
// agent's queue, a message that is a ticket, or a goodbye, and never hear nothing for long.
func TestRealRandomWalks(t *testing.T) {
	callers, seed := 20, uint64(13)
	if long() {
		callers, seed = 100, uint64(time.Now().Unix())
	}
	if again, err := strconv.ParseUint(os.Getenv("HOTLINE_SEED"), 10, 64); err == nil {
		seed = again // the same keys with the same pauses
	}
	s := menuOn(t, fullTree(t))
	var queues []cti.Queue
	for _, q := range []cti.QueueID{"general", "complaint", "consult", "business"} {
		queues = append(queues, cti.Queue{ID: q})
	}
	flow := fullTree(t)
	flow.ID, flow.Version = "f", "full"
	s.Emit(cti.SettingsChanged{Settings: cti.Settings{
		Numbers: []cti.InboundRoute{{Number: "12345", Flow: "f"}}, Queues: queues, Times: cti.DefaultTimes(), Trunk: "trunk",
		Flows: map[string]ivr.Flow{"f": flow}, Schedules: map[string]ivr.Schedule{"office": {}},
		Broadcasts: map[string]ivr.Broadcast{"typhoon": {}},
	}})
	a := realAsterisk(t)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	var mu sync.Mutex
	ends, most := map[string]int{}, time.Duration(0)
	var all sync.WaitGroup
	for i := range callers {
		w := walkOf(seed, i)
		all.Go(func() {
			end, silent, err := s.walk(ctx, a.SIPAddr, w)
			if err != nil {
				t.Errorf("walk %d of seed %d, keys %q: %v", i, seed, w.keys, err)
				return
			}
			if silent > mostSilence {
				t.Errorf("walk %d of seed %d, keys %q, came to %s and heard nothing for %v", i, seed, w.keys, end, silent)
			}
			mu.Lock()
			defer mu.Unlock()
			ends[end]++
			most = max(most, silent)
		})
	}
	all.Wait()
	t.Logf("measured: %d walks, seed %d: %v; at most %v of silence at a stretch", callers, seed, ends, most)
	for _, end := range []string{inQueue, "a ticket", "a goodbye"} {
		if ends[end] == 0 {
			t.Errorf("no walk ends in %s: %v", end, ends)
		}
	}
	for _, ev := range s.edge.told() {
		if failed, is := ev.(cti.CommandFailed); is {
			t.Errorf("told %+v", failed)
		}
	}
}

// walk makes one walk and returns where it ended, and the longest silence on it.
func (s *service) walk(ctx context.Context, sip string, w walk) (end string, silent time.Duration, err error) {
	c, err := phone.Dial(ctx, phone.Options{To: "12345", From: w.number, Peer: netip.MustParseAddrPort(sip)})
	if err != nil {
		return "", 0, err
	}
	defer func() { _ = c.HangUp() }()
	w.press(ctx, c)
	for end == "" {
		var row cti.CallRecord
		err := wait(ctx, func() bool { row = s.rowOf(w.number); return row.EndReason != "" || row.Queue != "" })
		switch {
		case err != nil:
			return "", 0, fmt.Errorf("it ends nowhere: %w; %+v", err, row)
		case row.EndReason == "":
			if end, err = s.staysInQueue(ctx, c, row.Call); err != nil {
				return "", 0, err
			}
		case row.EndReason != cti.EndedBySystem:
			return "", 0, fmt.Errorf("it ends as %s", row.EndReason)
		case len(row.Recordings) > 0:
			end = "a ticket"
		default:
			end = "a goodbye"
		}
	}
	if end == inQueue {
		return end, silence(c), nil
	}
	select {
	case <-c.Ended():
		return end, silence(c), nil
	case <-ctx.Done():
		return end, 0, fmt.Errorf("the caller is not let go: %w", ctx.Err())
	}
}

// inQueue is where most walks end.
const inQueue = "an agent's queue"

// staysInQueue listens to the queue for a while, and returns inQueue unless the last keys
// have led the caller elsewhere: then "".
func (s *service) staysInQueue(ctx context.Context, c *phone.Call, call cti.CallID) (string, error) {
	select {
	case <-time.After(mostSilence + 500*time.Millisecond):
	case <-c.Ended():
	case <-ctx.Done():
		return "", ctx.Err()
	}
	var raw []byte
	if err := s.Ask(ctx, func(e *cti.Engine) { raw, _ = e.Snapshot() }); err != nil {
		return "", err
	}
	var state struct {
		Calls []struct {
			ID    cti.CallID `json:"id"`
			Stage string     `json:"stage"`
		} `json:"calls"`
	}
	if err := json.Unmarshal(raw, &state); err != nil {
		return "", err
	}
	for _, c := range state.Calls {
		if c.ID == call && c.Stage == "queue" {
			return inQueue, nil
		}
	}
	return "", nil
}

// wait looks every 10 ms whether a condition holds, until ctx ends.
func wait(ctx context.Context, holds func() bool) error {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
