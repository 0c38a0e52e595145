package asterisktest

// Call is a citizen's call that arrives.
type Call struct {
	ID, Number, Called, PAI, Trunk string
}

// Enter lets a call stand in the application without a word about it.
func (s *Server) Enter(call Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channels[call.ID] = &channel{
		id: call.ID, state: "Ring", number: call.Number, inApp: true, watched: true,
		args: []string{"in", call.Called, call.PAI, call.Trunk},
	}
	s.notify()
}

// Announce sends the application the StasisStart of a channel.
func (s *Server) Announce(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.channels[id]; c != nil {
		s.start(c)
	}
}

// Place lets a call arrive.
func (s *Server) Place(call Call) {
	s.Enter(call)
	s.Announce(call.ID)
}

// start brings a channel into the application and sends its event. s.mu is held.
func (s *Server) start(c *channel) {
	c.inApp = true
	args := c.args
	if args == nil {
		args = []string{}
	}
	s.send(map[string]any{"type": "StasisStart", "args": args, "channel": c.json()})
	s.notify()
}

// Press presses keys on the citizen's side.
func (s *Server) Press(id, keys string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, k := range keys {
		if c := s.channels[id]; c != nil {
			s.send(map[string]any{"type": "ChannelDtmfReceived", "digit": string(k), "duration_ms": 100, "channel": c.json()})
		}
	}
}

// AnswerDial picks a dialled call up.
func (s *Server) AnswerDial(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.channels[id]; c != nil {
		c.state = "Up"
		s.send(map[string]any{"type": "Dial", "dialstatus": "ANSWER", "peer": c.json()})
	}
}

// HangUp ends a channel from the other side, or lets a dial fail, with a Q.850
// cause.
func (s *Server) HangUp(id string, cause int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.channels[id]; c != nil {
		s.hangUp(c, cause, false)
	}
}

// hangUp ends a channel with the events of Asterisk, in its order. When we end it,
// the first one holds a flag of Asterisk's instead of a cause. s.mu is held.
func (s *Server) hangUp(c *channel, cause int, byUs bool) {
	s.leaveBridge(c)
	delete(s.channels, c.id)
	for id, channel := range s.playing {
		if channel == c.id {
			s.endPlay(id, "failed")
		}
	}
	if c.inApp {
		request := map[string]any{"type": "ChannelHangupRequest", "cause": cause, "channel": c.json()}
		switch {
		case byUs:
			request["cause"], request["soft"] = 32, true
		case cause == 17:
			request["tech_cause"] = 486
		}
		s.send(request)
		s.send(map[string]any{"type": "StasisEnd", "channel": c.json()})
	}
	destroyed := map[string]any{"type": "ChannelDestroyed", "cause": cause, "cause_txt": "…", "channel": c.json()}
	if cause == 17 {
		destroyed["tech_cause"] = 486
	}
	s.send(destroyed)
	s.notify()
}

// AddBridge makes a bridge as an earlier service would have left it.
func (s *Server) AddBridge(id string, channels ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := &bridge{id: id}
	s.bridges[id] = b
	for _, id := range channels {
		s.join(b, s.channels[id])
	}
}

// Bridge lists the channels of a bridge; ok is false when there is none.
func (s *Server) Bridge(id string) (channels []string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, ok := s.bridges[id]
	if !ok {
		return nil, false
	}
	return append([]string(nil), b.channels...), true
}

// Connected reports whether the application has a websocket.
func (s *Server) Connected() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.app != nil
}

// Channels counts the channels that exist.
func (s *Server) Channels() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.channels)
}

// Dialled waits until a call has been dialled.
func (s *Server) Dialled(id string) {
	s.t.Helper()
	s.until("a dial of "+id, func() bool { return s.channels[id] != nil && s.channels[id].dialled })
}
