package cti

// commands lists every Command, so that the journal can name and read it back.
var commands = kindsOf[Command](
	Answer{},
	Play{},
	StopPlay{},
	StartMusic{},
	StopMusic{},
	OpenAgentLeg{},
	Talk{},
	Park{},
	CloseAgentLeg{},
	SendDigit{},
	Dial{},
	HangUp{},
	Release{},
	ConnectMedia{},
	Greet{},
	DisconnectMedia{},
	ShowDesk{},
	ShowQueues{},
	Refuse{},
	SaveCall{},
)

func (Answer) command()          {}
func (Play) command()            {}
func (StopPlay) command()        {}
func (StartMusic) command()      {}
func (StopMusic) command()       {}
func (OpenAgentLeg) command()    {}
func (Talk) command()            {}
func (Park) command()            {}
func (CloseAgentLeg) command()   {}
func (SendDigit) command()       {}
func (Dial) command()            {}
func (HangUp) command()          {}
func (Release) command()         {}
func (ConnectMedia) command()    {}
func (Greet) command()           {}
func (DisconnectMedia) command() {}
func (ShowQueues) command()      {}
func (Refuse) command()          {}
func (ShowDesk) command()        {}
func (SaveCall) command()        {}
