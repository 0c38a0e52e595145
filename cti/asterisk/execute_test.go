package asterisk_test

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/asterisk/asterisktest"
	"hotline12345/ivr"
)

// everyCommand has each telephone command with the requests that it makes, on a
// call c1 whose leg 1 stands and which has a bridge.
var everyCommand = []struct {
	cmd  cti.Command
	want []string // requests with their queries and bodies
}{
	{cti.Answer{Call: "c1"}, []string{"POST /channels/c1/answer"}},
	{cti.Play{Call: "c1", Playback: 7, Prompts: []ivr.Prompt{{ID: "a"}, {ID: "b"}}},
		[]string{`POST /channels/c1/play/c1~play~7 {"media":["sound:/sounds/a","sound:/sounds/b"]}`, "POST /channels/c1/moh?mohClass=hotline"}},
	{cti.StopPlay{Call: "c1", Playback: 3}, []string{"DELETE /playbacks/c1~play~3"}},
	{cti.StartMusic{Call: "c1"}, []string{"POST /channels/c1/moh?mohClass=hotline"}},
	{cti.StopMusic{Call: "c1"}, []string{"DELETE /channels/c1/moh"}},
	{cti.OpenAgentLeg{Call: "c1", Leg: 2}, []string{
		"POST /channels/externalMedia?app=hotline&channelId=c1~agent~2&direction=both&external_host=127.0.0.1:4000&format=alaw"}},
	{cti.BridgeAgent{Call: "c1", Leg: 1}, []string{"DELETE /channels/c1/moh", "POST /bridges/c1~talk?type=mixing", "GET /bridges/c1~talk",
		"POST /bridges/c1~talk/addChannel?channel=c1,c1~agent~1&inhibitConnectedLineUpdates=true"}},
	{cti.HoldCaller{Call: "c1"}, []string{"POST /bridges/c1~talk/removeChannel?channel=c1"}},
	{cti.CloseAgentLeg{Call: "c1", Leg: 1}, []string{"DELETE /channels/c1~agent~1", "DELETE /bridges/c1~talk"}},
	{cti.SendDigit{Call: "c1", Digit: "#"}, []string{"POST /channels/c1/dtmf?dtmf=#"}},
	{cti.Dial{Call: "out-1", Number: "13800138000", Trunk: "trunk", Timeout: 45 * time.Second}, []string{
		"POST /channels/create?app=hotline&appArgs=dial&channelId=out-1&endpoint=PJSIP/13800138000@trunk&formats=alaw", "POST /channels/out-1/dial?timeout=45", "POST /channels/out-1/variable?value=1&variable=HOTLINE_DIALLED"}},
	{cti.RefreshSession{Call: "c1"}, []string{"POST /channels/c1/variable?value=invite&variable=PJSIP_SEND_SESSION_REFRESH()"}},
	{cti.HangUp{Call: "c1", Cause: 17}, []string{"DELETE /channels/c1?reason_code=17"}},
	{cti.ReturnToDialplan{Call: "c1"}, []string{"DELETE /channels/c1/moh", "GET /channels/c1", "POST /channels/c1/continue?context=fallback&extension=s&priority=1"}},
	{cti.ReturnToDialplan{Call: "c1", Leg: 1}, []string{"DELETE /channels/c1~agent~1"}},
}

// prepared is a client with the call that everyCommand is about, and how many
// events it had told before.
func prepared(t *testing.T) (*edge, *asterisktest.Server, int) {
	t.Helper()
	e, s := fake(t)
	s.PlaybacksByHand()
	e.arrive(s, "c1")
	e.Execute(cti.OpenAgentLeg{Call: "c1", Leg: 1})
	e.wait(cti.AgentLegReady{Call: "c1", Leg: 1, RTP: "127.0.0.1:17004"})
	e.Execute(cti.Play{Call: "c1", Playback: 3, Prompts: []ivr.Prompt{{ID: "x"}}})
	s.Wait("POST /channels/c1/play/c1~play~3")
	s.AddBridge("c1~talk")
	e.settle(s, "c1", len(e.told()))
	s.Forget()
	return e, s, len(e.told())
}

func callOf(cmd cti.Command) string { return reflect.ValueOf(cmd).FieldByName("Call").String() }

func TestEveryCommandsRequests(t *testing.T) {
	for _, c := range everyCommand {
		t.Run(fmt.Sprintf("%T", c.cmd), func(t *testing.T) {
			e, s, from := prepared(t)
			e.Execute(c.cmd)
			told := e.settle(s, callOf(c.cmd), from)
			requests := s.Requests()
			var got []string
			for _, r := range requests[:len(requests)-1] { // without settle's
				got = append(got, written(r))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("requests\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
			for _, ev := range told {
				if _, failed := ev.(cti.CommandFailed); failed {
					t.Errorf("%+v", ev)
				}
			}
		})
	}
}

func written(r asterisktest.Request) string {
	s := r.String()
	if len(r.Query) > 0 {
		q, _ := url.QueryUnescape(r.Query.Encode())
		s += "?" + q
	}
	if r.Body != "" {
		s += " " + r.Body
	}
	return s
}

// TestHangUpDuringACommand: whichever request finds the channel just gone, with
// whichever of the words that Asterisk has for it, nothing is told but the end.
func TestHangUpDuringACommand(t *testing.T) {
	refusals := []asterisktest.Fault{
		{Status: 404, Message: "Channel not found"}, {Status: 409, Message: "Channel not in Stasis application"},
		{Status: 412, Message: "Channel in invalid state"}, {Status: 422, Message: "Channel not in Stasis application"},
		{Status: 400, Message: "Channel not found"},
	}
	for _, c := range everyCommand {
		for i := range c.want {
			request := requestOf(c.want[i])
			for _, f := range refusals {
				t.Run(fmt.Sprintf("%T/%s/%d", c.cmd, request, f.Status), func(t *testing.T) {
					e, s, from := prepared(t)
					f.On, f.Times = request, 1
					s.Strike(f)
					e.Execute(c.cmd)
					for _, ev := range e.settle(s, callOf(c.cmd), from) {
						switch ev.(type) {
						case cti.CommandFailed, cti.PlaybackEnded:
							if !stops(c.cmd) {
								t.Errorf("told %T%+v", ev, ev)
							}
						}
					}
				})
			}
		}
	}
}

// stops reports whether a command ends a playback, which is rightly reported.
func stops(cmd cti.Command) bool {
	switch cmd.(type) {
	case cti.StopPlay, cti.HangUp:
		return true
	}
	return false
}

// TestHangUpBeforeACommand is the same with a channel that is really gone.
func TestHangUpBeforeACommand(t *testing.T) {
	for _, c := range everyCommand {
		t.Run(fmt.Sprintf("%T", c.cmd), func(t *testing.T) {
			e, s, _ := prepared(t)
			s.HangUp("c1", 16)
			e.wait(cti.CallerGone{Call: "c1", Cause: 16})
			from := len(e.told())
			e.Execute(c.cmd)
			for _, ev := range e.settle(s, callOf(c.cmd), from) {
				switch ev.(type) {
				case cti.CommandFailed, cti.PlaybackEnded, cti.CallerGone:
					t.Errorf("told %T%+v", ev, ev)
				}
			}
		})
	}
}

// TestFailuresAreToldOnce: what the engine waits for comes exactly once when Asterisk
// fails for good, or breaks every connection.
func TestFailuresAreToldOnce(t *testing.T) {
	extra := map[string]cti.Event{ // besides CommandFailed
		"Play":         cti.PlaybackEnded{Call: "c1", Playback: 7, Failed: true},
		"OpenAgentLeg": cti.AgentLegLost{Call: "c1", Leg: 2},
		"Dial":         cti.CallerGone{Call: "out-1", Cause: 38},
	}
	for _, c := range everyCommand {
		request := requestOf(c.want[0])
		for _, status := range []int{500, -1} {
			name := cti.CommandName(c.cmd)
			t.Run(fmt.Sprintf("%s/%d", name, status), func(t *testing.T) {
				e, s, from := prepared(t)
				e.LimitRepeats(150 * time.Millisecond) // one repeat
				s.Strike(asterisktest.Fault{On: request, Status: status, Message: "Allocation failed"})
				e.Execute(c.cmd)
				told := e.settle(s, callOf(c.cmd), from)
				failed := 0
				for _, ev := range told {
					f, ok := ev.(cti.CommandFailed)
					switch {
					case ok && f.Command == name && string(f.Call) == callOf(c.cmd) && f.Detail != "":
						failed++
					case reflect.DeepEqual(ev, extra[name]):
					default:
						t.Errorf("told %T%+v", ev, ev)
					}
				}
				if failed != 1 {
					t.Errorf("%d CommandFailed, want 1", failed)
				}
				if extra[name] != nil && count(told, extra[name]) != 1 {
					t.Errorf("%d of %T%+v, want 1", count(told, extra[name]), extra[name], extra[name])
				}
			})
		}
	}
}

// requestOf is "POST /channels/c1/answer" of a request with its query and body.
func requestOf(written string) string {
	request, _, _ := strings.Cut(written, "?")
	request, _, _ = strings.Cut(request, " {")
	return request
}

// TestMissingPromptEndsThePlayback: the citizen hears music until the call goes on.
func TestMissingPromptEndsThePlayback(t *testing.T) {
	e, s, from := prepared(t)
	e.Execute(cti.Play{Call: "c1", Playback: 9, Prompts: []ivr.Prompt{{ID: "missing"}}})
	told := e.settle(s, "c1", from)
	if n := count(told, cti.PlaybackEnded{Call: "c1", Playback: 9, Failed: true}); n != 1 || len(told) != 1 {
		t.Errorf("told %s", show(told))
	}
	s.Wait("POST /channels/c1/moh")
}

// TestAMissingPromptIsLeftOut: the others are heard. The engine is told of no failed command,
// after which it would have the playback begin again while it lasts, for ever.
func TestAMissingPromptIsLeftOut(t *testing.T) {
	e, s, from := prepared(t)
	e.Execute(cti.Play{Call: "c1", Playback: 9, Prompts: []ivr.Prompt{{ID: "a"}, {ID: "missing"}, {ID: "b"}}})
	told := e.settle(s, "c1", from)
	s.Wait("POST /channels/c1/play/c1~play~9")
	for _, r := range s.Requests() {
		if strings.HasSuffix(r.Path, "/play/c1~play~9") && (!strings.Contains(r.Body, "/a\"") || !strings.Contains(r.Body, "/b\"")) {
			t.Errorf("played %s", r.Body)
		}
	}
	if len(told) != 0 {
		t.Errorf("told %s", show(told))
	}
}

// TestAMissingPromptBeginsNothingAgain: an engine that takes what the edge tells of a menu without one
// of its prompts has no doubt of it when it compares, however long the menu lasts.
func TestAMissingPromptBeginsNothingAgain(t *testing.T) {
	e, s, from := prepared(t)
	engine, now := cti.New(), time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	plays := func(events ...cti.Event) (list []cti.Command) {
		for _, ev := range events {
			for _, cmd := range engine.Handle(now, ev) {
				if _, is := cmd.(cti.Play); is {
					list = append(list, cmd)
				}
			}
			now = now.Add(3 * time.Second)
		}
		return list
	}
	menu := ivr.Menu{Prompts: []string{"a", "missing", "b"}, InputTimeout: time.Second, Fallback: "menu", Keys: map[string]ivr.NodeID{"1": "menu"}}
	begun := plays(cti.SettingsChanged{Settings: cti.Settings{Times: cti.DefaultTimes(),
		Flows:   map[string]ivr.Flow{"m": {ID: "m", Version: "1", Start: "menu", Nodes: ivr.Nodes{"menu": menu}}},
		Numbers: []cti.InboundRoute{{Number: "12345", Flow: "m"}}}}, cti.TelephonyRestored{}, cti.CallArrived{Call: "c1", Called: "12345"})
	if len(begun) != 1 {
		t.Fatalf("the menu begins with %v", begun)
	}
	e.Execute(begun[0])
	told := append(e.settle(s, "c1", from), cti.Ticked{}, cti.TelephonyCompared{Live: []cti.LiveChannel{{Call: "c1", Answered: true}}})
	if again := plays(told...); len(again) != 0 {
		t.Errorf("after %s it plays %v", show(told), again)
	}
}

// TestReleaseOfARingingDial: it cannot go to the fallback, so it ends.
func TestReleaseOfARingingDial(t *testing.T) {
	e, s := fake(t)
	e.Execute(cti.Dial{Call: "out-1", Number: "1", Trunk: "trunk", Timeout: time.Second})
	s.Dialled("out-1")
	e.Execute(cti.ReturnToDialplan{Call: "out-1"})
	s.Wait("DELETE /channels/out-1")
}

// TestCommandsOfACallKeepTheirOrder while those of other calls run beside them.
func TestCommandsOfACallKeepTheirOrder(t *testing.T) {
	e, s := fake(t)
	const calls, each = 20, 30
	for i := range calls {
		e.arrive(s, fmt.Sprintf("c%d", i))
	}
	s.Forget()
	for n := range each {
		for i := range calls {
			e.Execute(cti.SendDigit{Call: cti.CallID(fmt.Sprintf("c%d", i)), Digit: fmt.Sprint(n % 10)})
		}
	}
	for i := range calls {
		e.settle(s, fmt.Sprintf("c%d", i), len(e.told()))
	}
	sent := map[string]string{}
	for _, r := range s.Requests() {
		sent[r.Path] += r.Query.Get("dtmf")
	}
	for i := range calls {
		if got := sent[fmt.Sprintf("/channels/c%d/dtmf", i)]; got != "012345678901234567890123456789" {
			t.Errorf("call %d got %s", i, got)
		}
	}
}

// TestASlowCallHoldsUpNoOther: while one call's request hangs, a hundred others'
// are answered.
func TestASlowCallHoldsUpNoOther(t *testing.T) {
	e, s := fake(t)
	release := make(chan struct{})
	s.Strike(asterisktest.Fault{On: "POST /channels/slow/answer", Until: release})
	e.arrive(s, "slow")
	e.Execute(cti.Answer{Call: "slow"})
	s.Wait("POST /channels/slow/answer")
	e.Execute(cti.StartMusic{Call: "slow"})
	for i := range 100 {
		id := fmt.Sprintf("c%d", i)
		e.arrive(s, id)
		e.Execute(cti.Answer{Call: cti.CallID(id)})
		s.Wait("POST /channels/" + id + "/answer")
	}
	for _, r := range s.Requests() {
		if r.Path == "/channels/slow/moh" {
			t.Error("the slow call's second command did not wait for its first")
		}
	}
	close(release)
	s.Wait("POST /channels/slow/moh")
}
