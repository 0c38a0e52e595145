package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/cti/asterisk/fallback"
	"hotline12345/cti/gateway"
	"hotline12345/cti/loop"
)

// newBox returns what makes tickets of the messages that menus ask for. Asterisk has them in
// its folder of recordings, beside that of the fallback's messages.
func (svc *application) newBox(emit func(cti.Event)) *fallback.Box {
	s := svc.settings
	return fallback.NewBox(fallback.BoxConfig{
		Dir:   s.RecordingDir(),
		Parse: asterisk.ParseMessage,
		Keep: func(call cti.CallID, ask int, at time.Time, sound []byte) (cti.RecordingPiece, error) {
			return gateway.KeepMessage(s.recordingsDir(), cti.CallID(fmt.Sprintf("%s-message%d", call, ask)), at, sound)
		},
		Ticket: func(ctx context.Context, call cti.CallID, message cti.RecordingPiece) (string, error) {
			return messageTickets{svc.calls, svc.tickets}.take(ctx, call, message, true)
		},
		Lives: svc.telephony.Lives, Ready: svc.owner.Database(), Emit: emit,
		Every: takeOverEvery, Now: time.Now, Log: svc.log.Named("messages"),
	})
}

// endedMessages has messages taken as soon as they are over.
type endedMessages struct{ box *fallback.Box }

// Observe implements loop.Observer.
func (o endedMessages) Observe(e loop.Entry) {
	if ev, ok := e.Event.(cti.MessageEnded); ok && !ev.Failed {
		o.box.Ended(asterisk.MessageName(ev.Call, ev.Ask))
	}
}

const (
	// messageWaits is how long a message may lie in Asterisk's folder while a service runs,
	// since it was last written to.
	messageWaits = 2 * time.Minute
	// namedMessages is how many are named.
	namedMessages = 10
)

// MessagesLeft names the messages of menus that are no tickets yet, for a look from outside the
// service. While one runs, only those count that wait too long.
func MessagesLeft(s Settings, running bool, now time.Time) (detail string, err error) {
	all, err := fallback.LeftIn(s.RecordingDir(), asterisk.ParseMessage)
	if err != nil {
		return "", err
	}
	waiting := slices.DeleteFunc(slices.Clone(all), func(m fallback.Left) bool { return running && now.Sub(m.Written) < messageWaits })
	if len(waiting) == 0 {
		return fmt.Sprintf("%d in %s", len(all), s.RecordingDir()), nil
	}
	var names []string
	for _, m := range waiting[:min(len(waiting), namedMessages)] {
		names = append(names, fmt.Sprintf("%s (%d s, of %s)", m.File, int(m.Length.Seconds()), m.Written.Format(time.DateTime)))
	}
	if more := len(waiting) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return "", fmt.Errorf("%d messages of callers are no tickets yet: %s", len(waiting), strings.Join(names, "; "))
}
