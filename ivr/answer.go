package ivr

// Answer is what came of an Action that is answered.
type Answer interface{ answer() }

type (
	// Recorded: the message has ended and is kept. Ticket is the reference number that
	// it got, "" if that is not known yet.
	Recorded struct{ Ticket string }
	// TicketFound: Status names where the ticket stands, such as "handled"; prompts say it
	// by their sentence status_handled. Due is the day of the promise, "2026-10-08", which is Days working days away; ""
	// when none runs.
	TicketFound struct {
		Status string
		Due    string
		Days   int
	}
	// TicketNotFound: there is no such ticket, or the digits are not those of its
	// registered number; the caller is not told which.
	TicketNotFound struct{}
	// TicketLocked: too many wrong digits for this ticket, over all calls.
	TicketLocked struct{}
	// TransferFailed: nobody answered, or the line was busy.
	TransferFailed struct{}
	// CallBackBooked: the caller will be called back in turn.
	CallBackBooked struct{}
	// FaxReceived: Ticket is the reference number, "" if that is not known yet.
	FaxReceived struct{ Ticket string }
	// VoiceHeard: the caller has spoken. It comes without being asked for.
	VoiceHeard struct{}
	// Failed: what was asked for cannot be done now.
	Failed struct{}
)

func (Recorded) answer()       {}
func (TicketFound) answer()    {}
func (TicketNotFound) answer() {}
func (TicketLocked) answer()   {}
func (TransferFailed) answer() {}
func (CallBackBooked) answer() {}
func (FaxReceived) answer()    {}
func (VoiceHeard) answer()     {}
func (Failed) answer()         {}
