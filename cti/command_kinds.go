package cti

// commands lists every Command, so that the journal can name and read it back.
var commands = kindsOf[Command](
	Answer{},
	Play{},
	StopPlay{},
	StartMusic{},
	StopMusic{},
	OpenAgentLeg{},
	BridgeAgent{},
	HoldCaller{},
	CloseAgentLeg{},
	SendDigit{},
	RefreshSession{},
	Dial{},
	HangUp{},
	ReturnToDialplan{},
	CompareTelephony{},
	ConnectMedia{},
	Announce{},
	DisconnectMedia{},
	RecordMessage{},
	StopMessage{},
	LookUpTicket{},
	ShowDesk{},
	ShowQueues{},
	Refuse{},
	SaveCall{},
)

func (Answer) command()           {}
func (Play) command()             {}
func (StopPlay) command()         {}
func (StartMusic) command()       {}
func (StopMusic) command()        {}
func (OpenAgentLeg) command()     {}
func (BridgeAgent) command()      {}
func (HoldCaller) command()       {}
func (CloseAgentLeg) command()    {}
func (SendDigit) command()        {}
func (RefreshSession) command()   {}
func (Dial) command()             {}
func (HangUp) command()           {}
func (ReturnToDialplan) command() {}
func (CompareTelephony) command() {}
func (ConnectMedia) command()     {}
func (Announce) command()         {}
func (DisconnectMedia) command()  {}
func (RecordMessage) command()    {}
func (StopMessage) command()      {}
func (LookUpTicket) command()     {}
func (ShowQueues) command()       {}
func (Refuse) command()           {}
func (ShowDesk) command()         {}
func (SaveCall) command()         {}
