package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"hotline12345/bench/rig"
	"hotline12345/cmd/citizen/phone"
	"hotline12345/cti/asterisk"
)

// onTheLine puts a citizen into Asterisk as the version before left them: on a
// channel with the call's id, in the application that nobody serves now.
func onTheLine(ctx context.Context, t *testing.T, in *installation, call string) *citizenOnLine {
	t.Helper()
	listen := netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), uint16(in.phones.TrunkPort))
	telephone, err := phone.Wait(ctx, phone.Behaviour{Listen: listen, Speak: phone.Tone(rig.CitizenTone)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(telephone.Close)
	// An application is known to Asterisk from its first listener on.
	key := url.Values{"app": {asterisk.Application}, "api_key": {in.phones.User + ":" + in.phones.Password}}
	events, _, err := websocket.Dial(ctx, strings.Replace(in.phones.ARIURL, "http", "ws", 1)+"/events?"+key.Encode(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = events.CloseNow() }()
	query := url.Values{"endpoint": {"PJSIP/13800138003@trunk"}, "app": {asterisk.Application}, "channelId": {call}, "formats": {"alaw"}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, in.phones.ARIURL+"/channels?"+query.Encode(), nil)
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth(in.phones.User, in.phones.Password)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if raw, _ := io.ReadAll(resp.Body); resp.StatusCode != http.StatusOK {
		t.Fatalf("place the citizen: %s: %s", resp.Status, raw)
	}
	for {
		_, raw, err := events.Read(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var event struct {
			Type    string
			Channel struct{ ID string }
		}
		if err := json.Unmarshal(raw, &event); err != nil {
			t.Fatal(err)
		}
		if event.Type == "StasisStart" && event.Channel.ID == call {
			return &citizenOnLine{<-telephone.Calls}
		}
	}
}

// citizenOnLine is a citizen whom Asterisk holds.
type citizenOnLine struct{ *phone.Called }

// hears waits until the citizen hears the agent's tone from now on.
func (c *citizenOnLine) hears(ctx context.Context, t *testing.T) {
	t.Helper()
	from := len(c.Heard())
	eventually(ctx, t, "the citizen hears the agent", func() bool {
		heard := c.Heard()
		return phone.Power(heard[min(from, len(heard)):], rig.AgentTone) > 0.5
	})
}
