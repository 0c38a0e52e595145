package cti

// events lists every Event, so that the journal can name and read it back.
var events = kindsOf[Event](
	CallArrived{},
	CitizenAnswered{},
	EarlyMediaBegan{},
	DigitPressed{},
	PlaybackEnded{},
	AgentLegReady{},
	AgentLegLost{},
	CallerGone{},
	TicketLookedUp{},
	MessageEnded{},
	MessageKept{},
	MessageRegistered{},
	RevisitRequested{},
	RevisitCancelled{},
	CommandFailed{},
	TelephonyLost{},
	TelephonyRestored{},
	AgentConnected{},
	AgentDisconnected{},
	AgentSignedOut{},
	ReadyRequested{},
	NotReadyRequested{},
	AutoAnswerChosen{},
	OfferAccepted{},
	OfferDeclined{},
	HoldRequested{},
	ResumeRequested{},
	HangUpRequested{},
	DigitRequested{},
	DialRequested{},
	ReadOutRequested{},
	WrapUpExtended{},
	WrapUpFinished{},
	HeadsetConnected{},
	HeadsetLost{},
	CitizenSilent{},
	CitizenHeard{},
	RecordingSaved{},
	Started{},
	Ticked{},
	SettingsChanged{},
	ClockSet{},
	TelephonyCompared{},
)

func (CallArrived) event()       {}
func (CitizenAnswered) event()   {}
func (EarlyMediaBegan) event()   {}
func (DigitPressed) event()      {}
func (PlaybackEnded) event()     {}
func (AgentLegReady) event()     {}
func (AgentLegLost) event()      {}
func (CallerGone) event()        {}
func (MessageEnded) event()      {}
func (MessageKept) event()       {}
func (MessageRegistered) event() {}
func (TicketLookedUp) event()    {}
func (RevisitRequested) event()  {}
func (RevisitCancelled) event()  {}
func (CommandFailed) event()     {}
func (TelephonyLost) event()     {}
func (TelephonyRestored) event() {}
func (AgentConnected) event()    {}
func (AgentDisconnected) event() {}
func (AgentSignedOut) event()    {}
func (ReadyRequested) event()    {}
func (NotReadyRequested) event() {}
func (AutoAnswerChosen) event()  {}
func (OfferAccepted) event()     {}
func (OfferDeclined) event()     {}
func (HoldRequested) event()     {}
func (ResumeRequested) event()   {}
func (HangUpRequested) event()   {}
func (DigitRequested) event()    {}
func (DialRequested) event()     {}
func (ReadOutRequested) event()  {}
func (WrapUpExtended) event()    {}
func (WrapUpFinished) event()    {}
func (HeadsetConnected) event()  {}
func (HeadsetLost) event()       {}
func (CitizenSilent) event()     {}
func (CitizenHeard) event()      {}
func (RecordingSaved) event()    {}
func (Started) event()           {}
func (Ticked) event()            {}
func (SettingsChanged) event()   {}
func (ClockSet) event()          {}
func (TelephonyCompared) event() {}
