package rig

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"

	"hotline12345/cti"
)

// Agent does what an agent's page does.
type Agent struct {
	conn    *websocket.Conn
	page    string
	client  *http.Client // with the session's cookie
	Headset *Headset
	answers chan string // SDP
	// Patient takes a refusal, such as a call that is over by now, as usual.
	Patient bool

	mu      sync.Mutex
	desk    cti.Desk
	changed chan struct{} // closed and made anew at each change
	lost    error
}

// SignIn opens a session, the websocket and the headset.
func SignIn(ctx context.Context, s *Stack, login string) (*Agent, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Jar: jar}
	body, err := json.Marshal(map[string]string{"login": login, "password": s.Password})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Page+"/api/session", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode/100 != 2 {
		return nil, fmt.Errorf("sign in: status %s", resp.Status)
	}
	return open(ctx, s.Page, client)
}

// Again opens the page anew in the same browser, which is still signed in.
func (a *Agent) Again(ctx context.Context) (*Agent, error) { return open(ctx, a.page, a.client) }

// open opens the websocket and the headset of a browser that is signed in.
func open(ctx context.Context, page string, client *http.Client) (*Agent, error) {
	conn, _, err := websocket.Dial(ctx, strings.Replace(page, "http", "ws", 1)+"/api/desk",
		&websocket.DialOptions{HTTPClient: client, HTTPHeader: http.Header{"Origin": {page}}})
	if err != nil {
		return nil, fmt.Errorf("open the desk: %w", err)
	}
	conn.SetReadLimit(1 << 20)
	a := &Agent{conn: conn, page: page, client: client, answers: make(chan string, 1), changed: make(chan struct{})}
	go a.read() //nolint:gosec // G118: the page is read until Close, which is longer than ctx lasts
	if err := a.Say(ctx, map[string]any{"type": "hello", "version": 1}); err != nil {
		return nil, err
	}
	if a.Headset, err = a.putOnHeadset(ctx); err != nil {
		return nil, err
	}
	return a, a.Until(ctx, "the headset", func(d cti.Desk) bool { return d.Headset })
}

// Close leaves without signing out, as a browser that is shut.
func (a *Agent) Close() {
	a.Headset.close()
	_ = a.conn.CloseNow()
}

// Say sends one message of the page.
func (a *Agent) Say(ctx context.Context, message map[string]any) error {
	raw, err := json.Marshal(message)
	if err != nil {
		return err
	}
	return a.conn.Write(ctx, websocket.MessageText, raw)
}

// read keeps the state up to date until the connection ends.
func (a *Agent) read() {
	for {
		_, raw, err := a.conn.Read(context.Background())
		if err != nil {
			a.update(func() { a.lost = err })
			return
		}
		var m struct {
			Type, SDP, Code, Detail string
			Desk                    cti.Desk
		}
		if err := json.Unmarshal(raw, &m); err != nil {
			a.update(func() { a.lost = err })
			return
		}
		switch m.Type {
		case "desk":
			a.update(func() { a.desk = m.Desk })
		case "webrtc_answer":
			a.answers <- m.SDP
		case "error":
			if !a.Patient {
				a.update(func() { a.lost = fmt.Errorf("the service says %s: %s", m.Code, m.Detail) })
			}
		case "replaced":
			a.update(func() { a.lost = errors.New("another page took over") })
		}
	}
}

func (a *Agent) update(f func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	f()
	close(a.changed)
	a.changed = make(chan struct{})
}

// Until waits for a state of the agent; it wakes at the message that brings it.
func (a *Agent) Until(ctx context.Context, what string, holds func(cti.Desk) bool) error {
	for {
		a.mu.Lock()
		desk, changed, lost := a.desk, a.changed, a.lost
		a.mu.Unlock()
		if lost != nil {
			return fmt.Errorf("%s: %w", what, lost)
		}
		if holds(desk) {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("%s: %w; the desk shows %+v", what, ctx.Err(), desk)
		}
	}
}

// Next waits until the state changes, and returns the new one.
func (a *Agent) Next(ctx context.Context, old cti.Desk) (desk cti.Desk, err error) {
	err = a.Until(ctx, "a change", func(d cti.Desk) bool {
		desk = d
		same := d.State == old.State && (d.Call == nil) == (old.Call == nil)
		return !same || d.Call != nil && (d.Call.Call != old.Call.Call || d.Call.Phase != old.Call.Phase)
	})
	return desk, err
}

// Offered is the call that is offered to the agent, once it is.
func (a *Agent) Offered(ctx context.Context, began time.Time) (cti.CallID, time.Duration, error) {
	err := a.Until(ctx, "an offer", func(d cti.Desk) bool { return d.Call != nil && d.Call.Phase == cti.PhaseOffered })
	took := time.Since(began)
	a.mu.Lock()
	defer a.mu.Unlock()
	if err != nil {
		return "", 0, err
	}
	return a.desk.Call.Call, took, nil
}
