package desk

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// Version of the protocol; a page of another version reloads itself.
const Version = 1

// clientMessages lists every message of the page, in the order of the document.
var clientMessages = []ClientMessage{
	HelloMessage{}, PingMessage{},
	ReadyMessage{}, NotReadyMessage{}, AutoAnswerMessage{}, SignOutMessage{},
	AcceptMessage{}, DeclineMessage{}, HoldMessage{}, ResumeMessage{}, HangUpMessage{}, DigitMessage{},
	DialMessage{}, ReadOutMessage{}, WrapUpExtendMessage{}, WrapUpDoneMessage{},
	WebRTCOfferMessage{}, EchoTestMessage{},
}

// serverMessages lists every message to the page.
var serverMessages = []ServerMessage{
	WelcomeMessage{}, DeskMessage{}, ErrorMessage{}, ReplacedMessage{}, PongMessage{},
	WebRTCAnswerMessage{}, HeadsetMessage{}, EchoMessage{}, QualityMessage{},
}

// clientTypes finds the Go type of a client message by its type on the wire.
var clientTypes = func() map[string]reflect.Type {
	types := map[string]reflect.Type{}
	for _, m := range clientMessages {
		types[m.clientType()] = reflect.TypeOf(m)
	}
	return types
}()

// unknownTypeError is a message type that this version does not have.
type unknownTypeError string

func (e unknownTypeError) Error() string { return fmt.Sprintf("unknown message type %q", string(e)) }

// decodeClient reads a message of the page. Fields that it does not know are left
// out, so that a newer page may send more.
func decodeClient(raw []byte) (ClientMessage, error) {
	var head struct {
		Type string `json:"type"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return nil, err
	}
	t, ok := clientTypes[head.Type]
	if !ok {
		return nil, unknownTypeError(head.Type)
	}
	m := reflect.New(t)
	if err := json.Unmarshal(raw, m.Interface()); err != nil {
		return nil, fmt.Errorf("%s: %w", head.Type, err)
	}
	return m.Elem().Interface().(ClientMessage), nil
}

// encodeServer writes a message to the page.
func encodeServer(m ServerMessage) ([]byte, error) { return tagged(m.serverType(), m) }

// tagged writes a message with its type as the first field.
func tagged(typ string, message any) ([]byte, error) {
	fields, err := json.Marshal(message)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", typ, err)
	}
	out := append([]byte(`{"type":"`), typ...)
	out = append(out, '"')
	if len(fields) > len("{}") {
		out = append(out, ',')
	}
	return append(out, fields[1:]...), nil
}
