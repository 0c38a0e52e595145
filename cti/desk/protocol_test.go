package desk

import (
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"hotline12345/cti"
)

var update = flag.Bool("update", false, "write protocol.md and the page's protocol.ts anew")

const (
	documentFile   = "protocol.md"
	typescriptFile = "../../agent-web/src/features/telephone/protocol.ts"
)

// TestTheDocumentAndThePageHaveTheSameProtocol: both are written from the Go types.
func TestTheDocumentAndThePageHaveTheSameProtocol(t *testing.T) {
	t.Parallel()
	src := readSource(t, "..", ".", "../../ivr")
	document, err := os.ReadFile(documentFile)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		documentFile:   documentOf(t, string(document), src),
		typescriptFile: typescriptOf(src),
	} {
		if *update {
			if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s is behind the Go types: go test ./cti/desk -update", name)
		}
	}
}

// examples have one message of each type, as the document shows it.
func examples() []any {
	at := time.Date(2026, 11, 23, 1, 0, 5, 0, time.UTC)
	shown := cti.Desk{
		Agent: "1001", Name: "王敏", State: cti.Offered, Since: at, Headset: true, Telephony: true,
		Queues: []cti.DeskQueue{{Queue: "complaint", Waiting: 1, OldestAt: at.Add(-3 * time.Second)}},
		Call: &cti.DeskCall{
			Call: "1763859605.7", Phase: cti.PhaseOffered, Direction: cti.Inbound,
			Caller: cti.Caller{Number: "13800138000"}, Called: "12345", Language: "zh", Keys: "11", Queue: "complaint",
			ArrivedAt: at.Add(-5 * time.Second), QueuedAt: at.Add(-4 * time.Second), Until: at.Add(10 * time.Second),
		},
	}
	call, id := cti.CallID("1763859605.7"), json.RawMessage(`"1"`)
	return []any{
		HelloMessage{Version: Version, Tab: "QZ7", Try: 2}, PingMessage{T: json.RawMessage("1795395605000")},
		ReadyMessage{}, NotReadyMessage{Reason: cti.ReasonMeal}, AutoAnswerMessage{On: true}, SignOutMessage{},
		AcceptMessage{Call: call}, DeclineMessage{Call: call}, HoldMessage{Call: call}, ResumeMessage{Call: call},
		HangUpMessage{Call: call}, DigitMessage{Call: call, Digit: "5"},
		DialMessage{Number: "13800138000", Ticket: "261123000001"}, ReadOutMessage{Call: call, Ticket: "261123000001"},
		WrapUpExtendMessage{}, WrapUpDoneMessage{Disposition: cti.DispositionRegistered},
		WebRTCOfferMessage{ID: id, Peer: "KX3", SDP: "v=0…"}, EchoTestMessage{On: true},
		WelcomeMessage{Version: Version, Agent: "1001", Now: at, Peer: "KX3"}, DeskMessage{Seq: 4, Now: at, Desk: shown},
		ErrorMessage{Code: string(cti.RefusedInCall)}, ReplacedMessage{}, PongMessage{T: json.RawMessage("1795395605000")},
		WebRTCAnswerMessage{ID: id, Peer: "KX3", SDP: "v=0…"}, HeadsetMessage{}, EchoMessage{On: true},
		QualityMessage{FromBrowser: Flow{Packets: 50}, FromAsterisk: Flow{Packets: 49, Lost: 1, JitterMS: 2.5}},
	}
}

// wireType returns a message's type on the wire.
func wireType(m any) string {
	if c, ok := m.(ClientMessage); ok {
		return c.clientType()
	}
	return m.(ServerMessage).serverType()
}

// example returns the wire form of the example of m's type.
func example(t *testing.T, m any) string {
	t.Helper()
	for _, e := range examples() {
		if reflect.TypeOf(e) == reflect.TypeOf(m) {
			raw, err := tagged(wireType(e), e)
			if err != nil {
				t.Fatal(err)
			}
			return string(raw)
		}
	}
	t.Fatalf("no example of %T", m)
	return ""
}

func TestEveryClientMessageIsRead(t *testing.T) {
	t.Parallel()
	for _, m := range clientMessages {
		raw := example(t, m)
		got, err := decodeClient([]byte(raw))
		if err != nil || reflect.TypeOf(got) != reflect.TypeOf(m) {
			t.Errorf("%s is read as %#v, error %v", raw, got, err)
			continue
		}
		if again, _ := tagged(wireType(got), got); string(again) != raw {
			t.Errorf("%s loses something: %s", raw, again)
		}
	}
}

// TestAFieldOfANewerPageIsLeftOut and the rest of the message counts.
func TestAFieldOfANewerPageIsLeftOut(t *testing.T) {
	t.Parallel()
	got, err := decodeClient([]byte(`{"type":"accept","call":"1.1","tone":"soft","reason":7}`))
	if want := (AcceptMessage{Call: "1.1"}); err != nil || got != want {
		t.Errorf("read %#v, error %v, want %#v", got, err, want)
	}
}

func TestAnUnknownTypeIsNamed(t *testing.T) {
	t.Parallel()
	_, err := decodeClient([]byte(`{"type":"dance"}`))
	if err == nil || !strings.Contains(err.Error(), `"dance"`) {
		t.Errorf("error %v, want one that names the type", err)
	}
}
