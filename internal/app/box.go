package app

import (
	"context"
	"fmt"
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
