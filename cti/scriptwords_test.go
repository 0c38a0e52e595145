package cti_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// demoSettings are the settings of the demo city with the real main menu.
func demoSettings(t testing.TB) cti.Settings {
	t.Helper()
	flows := map[string]ivr.Flow{}
	for _, id := range []string{"main", "revisit"} {
		raw, err := os.ReadFile("../ivr/flows/" + id + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		var f ivr.Flow
		if err := yaml.Unmarshal(raw, &f); err != nil {
			t.Fatal(err)
		}
		flows[id] = f
	}
	return cti.Settings{
		Version: "test", Trunk: "trunk",
		Numbers: []cti.InboundRoute{{Number: "12345", Flow: "main"}},
		Flows:   flows,
		Queues:  []cti.Queue{{ID: "general"}, {ID: "complaint"}, {ID: "consult"}, {ID: "business"}},
		Barred:  []string{"110", "119", "120", "122"},
		Times:   cti.DefaultTimes(),
	}
}

// parseEvent reads "+2s DigitPressed 1.1 1".
func parseEvent(f []string) (time.Duration, cti.Event, error) {
	if len(f) < 2 {
		return 0, nil, fmt.Errorf("want a time and an event, have %q", f)
	}
	wait, err := time.ParseDuration(strings.TrimPrefix(f[0], "+"))
	if err != nil {
		return 0, nil, err
	}
	word := func(i int) string {
		if i+2 < len(f) {
			return f[i+2]
		}
		return ""
	}
	number := func(i int) int { n, _ := strconv.Atoi(word(i)); return n }
	call, agent := cti.CallID(word(0)), cti.AgentID(word(0))
	ofAgent := cti.CallID(word(1))
	events := map[string]cti.Event{
		"Ticked":            cti.Ticked{},
		"Started":           cti.Started{},
		"CallArrived":       cti.CallArrived{Call: call, Trunk: "trunk", Caller: cti.Caller{Number: word(1)}, Called: word(2)},
		"CitizenAnswered":   cti.CitizenAnswered{Call: call},
		"EarlyMediaBegan":   cti.EarlyMediaBegan{Call: call},
		"DigitPressed":      cti.DigitPressed{Call: call, Digit: word(1)},
		"PlaybackEnded":     cti.PlaybackEnded{Call: call, Playback: number(1)},
		"AgentLegReady":     cti.AgentLegReady{Call: call, Leg: number(1), RTP: "127.0.0.1:1700" + word(1)},
		"AgentLegLost":      cti.AgentLegLost{Call: call, Leg: number(1)},
		"CallerGone":        cti.CallerGone{Call: call, Cause: number(1)},
		"TelephonyLost":     cti.TelephonyLost{},
		"TelephonyRestored": cti.TelephonyRestored{Live: liveChannels(f[2:])},
		"AgentConnected": cti.AgentConnected{Agent: agent, Connection: word(1), Name: "Wang",
			Languages: languages(word(2)), Queues: []cti.QueueID{"general", "complaint", "consult", "business"}},
		"AgentDisconnected": cti.AgentDisconnected{Agent: agent, Connection: word(1)},
		"AgentSignedOut":    cti.AgentSignedOut{Agent: agent},
		"HeadsetConnected":  cti.HeadsetConnected{Agent: agent},
		"HeadsetLost":       cti.HeadsetLost{Agent: agent},
		"ReadyRequested":    cti.ReadyRequested{Agent: agent},
		"NotReadyRequested": cti.NotReadyRequested{Agent: agent, Reason: cti.NotReadyReason(word(1))},
		"OfferAccepted":     cti.OfferAccepted{Agent: agent, Call: ofAgent},
		"OfferDeclined":     cti.OfferDeclined{Agent: agent, Call: ofAgent},
		"HoldRequested":     cti.HoldRequested{Agent: agent, Call: ofAgent},
		"ResumeRequested":   cti.ResumeRequested{Agent: agent, Call: ofAgent},
		"HangUpRequested":   cti.HangUpRequested{Agent: agent, Call: ofAgent},
		"DigitRequested":    cti.DigitRequested{Agent: agent, Call: ofAgent, Digit: word(2)},
		"DialRequested":     cti.DialRequested{Agent: agent, Number: word(1)},
		"ReadOutRequested":  cti.ReadOutRequested{Agent: agent, Call: ofAgent, Ticket: word(2)},
		"RevisitRequested":  cti.RevisitRequested{Call: call, Number: word(1), Ticket: word(2), Language: ivr.Language(word(3))},
		"RevisitCancelled":  cti.RevisitCancelled{Call: call},
		"WrapUpExtended":    cti.WrapUpExtended{Agent: agent},
		"WrapUpFinished":    cti.WrapUpFinished{Agent: agent, Disposition: cti.Disposition(word(1))},
		"CommandFailed":     cti.CommandFailed{Call: call, Command: word(1)},
		"CitizenSilent":     cti.CitizenSilent{Call: call, Leg: number(1)},
		"CitizenHeard":      cti.CitizenHeard{Call: call, Leg: number(1)},
		"RecordingSaved":    cti.RecordingSaved{Call: call, Leg: number(1), File: word(2), Millis: 1000},
	}
	ev, ok := events[f[1]]
	if !ok {
		return 0, nil, fmt.Errorf("unknown event %q", f[1])
	}
	return wait, ev, nil
}

func languages(word string) []ivr.Language {
	if word == "" {
		word = "zh,yue,en"
	}
	var out []ivr.Language
	for _, l := range strings.Split(word, ",") {
		out = append(out, ivr.Language(l))
	}
	return out
}

// liveChannels reads "1.1 1.1/1": a citizen's channel and that call's leg 1.
func liveChannels(words []string) []cti.LiveChannel {
	var out []cti.LiveChannel
	for _, w := range words {
		call, leg, isLeg := strings.Cut(w, "/")
		l := cti.LiveChannel{Call: cti.CallID(call), Answered: true}
		if isLeg {
			l.Leg, _ = strconv.Atoi(leg)
			l.RTP = "127.0.0.1:1700" + leg
		}
		out = append(out, l)
	}
	return out
}

// printCommand writes a command in a form that people compare easily.
func printCommand(out *strings.Builder, now time.Time, c cti.Command) {
	stamp := now.Format("04:05.000")
	text := ""
	switch c := c.(type) {
	case cti.Answer:
		text = fmt.Sprintf("Answer %s", c.Call)
	case cti.Play:
		text = fmt.Sprintf("Play %s #%d %s", c.Call, c.Playback, promptWords(c.Prompts))
	case cti.StopPlay:
		text = fmt.Sprintf("StopPlay %s #%d", c.Call, c.Playback)
	case cti.Announce:
		text = fmt.Sprintf("Announce %s/%d %s", c.Call, c.Leg, promptWords(c.Prompts))
	case cti.ConnectMedia:
		text = fmt.Sprintf("ConnectMedia %s %s/%d %s", c.Agent, c.Call, c.Leg, c.RTP)
	case cti.DisconnectMedia:
		text = fmt.Sprintf("DisconnectMedia %s %s/%d", c.Agent, c.Call, c.Leg)
	case cti.SaveCall:
		r := c.Record
		text = fmt.Sprintf("SaveCall %s rev=%d queue=%s agent=%s end=%s disposition=%s offers=%d legs=%d recordings=%d",
			r.Call, r.Revision, r.Queue, r.Agent, r.EndReason, r.Disposition, len(r.Offers), len(r.Legs), len(r.Recordings))
	case cti.ShowDesk:
		d := c.Desk
		text = fmt.Sprintf("ShowDesk %s %s", c.Agent, d.State)
		if d.Reason != "" {
			text += " (" + string(d.Reason) + ")"
		}
		if d.Call != nil {
			text += fmt.Sprintf(" %s %s", d.Call.Call, d.Call.Phase)
			if d.Call.Silent {
				text += " silent"
			}
		}
	case cti.ShowQueues:
		text = "ShowQueues"
		for _, q := range c.Queues {
			text += fmt.Sprintf(" %s=%d", q.Queue, q.Waiting)
		}
	default:
		text = strings.TrimPrefix(fmt.Sprintf("%T %+v", c, c), "cti.")
	}
	fmt.Fprintf(out, "    %s %s\n", stamp, text)
}

func promptWords(prompts []ivr.Prompt) string {
	words := make([]string, len(prompts))
	for i, p := range prompts {
		words[i] = p.ID + "/" + string(p.Language)
		for _, k := range []string{"id", "n", "m", "digits"} {
			if v, ok := p.Args[k]; ok {
				words[i] += "[" + k + "=" + v + "]"
			}
		}
	}
	return strings.Join(words, " ")
}
