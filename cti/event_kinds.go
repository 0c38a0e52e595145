package cti

// events lists every Event, so that the journal can name and read it back.
var events = kindsOf[Event](
	CallArrived{},
	CitizenAnswered{},
	DigitPressed{},
	PlaybackEnded{},
	AgentLegReady{},
	AgentLegLost{},
	CallerGone{},
	CommandFailed{},
	TelephonyLost{},
	TelephonyRestored{},
	AgentConnected{},
	AgentDisconnected{},
	AgentSignedOut{},
	ReadyAsked{},
	NotReadyAsked{},
	AutoAnswerChosen{},
	OfferAccepted{},
	OfferDeclined{},
	HoldAsked{},
	ResumeAsked{},
	HangUpAsked{},
	DigitAsked{},
	DialAsked{},
	ReadOutAsked{},
	WrapUpExtended{},
	WrapUpFinished{},
	HeadsetConnected{},
	HeadsetLost{},
	RecordingSaved{},
	Started{},
	Ticked{},
	RulesChanged{},
)

func (CallArrived) event()       {}
func (CitizenAnswered) event()   {}
func (DigitPressed) event()      {}
func (PlaybackEnded) event()     {}
func (AgentLegReady) event()     {}
func (AgentLegLost) event()      {}
func (CallerGone) event()        {}
func (CommandFailed) event()     {}
func (TelephonyLost) event()     {}
func (TelephonyRestored) event() {}
func (AgentConnected) event()    {}
func (AgentDisconnected) event() {}
func (AgentSignedOut) event()    {}
func (ReadyAsked) event()        {}
func (NotReadyAsked) event()     {}
func (AutoAnswerChosen) event()  {}
func (OfferAccepted) event()     {}
func (OfferDeclined) event()     {}
func (HoldAsked) event()         {}
func (ResumeAsked) event()       {}
func (HangUpAsked) event()       {}
func (DigitAsked) event()        {}
func (DialAsked) event()         {}
func (ReadOutAsked) event()      {}
func (WrapUpExtended) event()    {}
func (WrapUpFinished) event()    {}
func (HeadsetConnected) event()  {}
func (HeadsetLost) event()       {}
func (RecordingSaved) event()    {}
func (Started) event()           {}
func (Ticked) event()            {}
func (RulesChanged) event()      {}
