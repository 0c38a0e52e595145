package ivr_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/ivr"
)

// keyed are keys that a caller presses one after the other, as soon as they hear what to press.
func keyed(keys string) (list []ivr.Input) {
	for i, key := range keys {
		list = append(list, ivr.Input{At: time.Duration(i+1) * 200 * time.Millisecond, Key: string(key)})
	}
	return list
}

// heardIn returns the names of all prompts that a caller began to hear.
func heardIn(trace ivr.Trace) (names []string) {
	for _, step := range trace.Steps {
		for _, a := range step.Actions {
			if play, is := a.(ivr.PlayPrompt); is {
				for _, p := range play.Prompts {
					names = append(names, p.ID)
				}
			}
		}
	}
	return names
}

// TestWhoRegistersAnIncidentWaitsInTheirLanguage: the broadcast comes before any choice, so key 1
// asks for the language; who called before and presses nothing keeps theirs.
func TestWhoRegistersAnIncidentWaitsInTheirLanguage(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		last ivr.Language
		keys string
		want ivr.Language
	}{
		"Mandarin": {"", "11", ivr.Mandarin}, "Cantonese": {"", "12", ivr.Cantonese}, "English": {"", "13", ivr.English},
		"of the last call": {ivr.English, "1", ivr.English}, "another one today": {ivr.English, "12", ivr.Cantonese},
	} {
		m := now
		m.Broadcasts = map[string]ivr.Broadcast{"typhoon": {}}
		trace := ivr.Run(mainFlow(t), ivr.Arrival{Language: c.last}, m, ivr.Script{Inputs: keyed(c.keys)})
		if trace.End != ivr.EndAgent || trace.Queue != "complaint" || trace.Session.Language != c.want || trace.Session.Node != "incident_queue" {
			t.Errorf("%s: %s in queue %s in %s at %s, want an agent of complaint in %s\n%s", name, trace.End, trace.Queue, trace.Session.Language,
				trace.Session.Node, c.want, wayOf(trace))
		}
	}
}

// TestWhoseMessageIsNotRecordedIsTold: by day an agent helps; at night, and to a restricted caller,
// it is said that nothing was recorded, before the goodbye.
func TestWhoseMessageIsNotRecordedIsTold(t *testing.T) {
	t.Parallel()
	broken := func(a ivr.Action) (ivr.Answer, time.Duration) {
		if _, is := a.(ivr.Record); is {
			return ivr.Failed{}, time.Second
		}
		return ivr.DefaultAnswers(a)
	}
	for name, c := range map[string]struct {
		night, restricted bool
		keys              string
		want              ivr.End
	}{
		"by day":                {false, false, "181", ivr.EndAgent},
		"at night":              {true, false, "1", ivr.EndGoodbye},
		"a restricted caller":   {false, true, "", ivr.EndGoodbye},
		"restricted, and night": {true, true, "", ivr.EndGoodbye},
	} {
		m := now
		m.Schedules = map[string]ivr.Schedule{"night": {Week: map[time.Weekday][]ivr.Hours{m.At.Weekday(): {{From: "00:00", To: "24:00"}}}}}
		if c.night {
			m.Schedules["night"] = ivr.Schedule{}
		}
		trace := ivr.Run(mainFlow(t), ivr.Arrival{Restricted: c.restricted}, m, ivr.Script{Inputs: keyed(c.keys), Answers: broken})
		if said := slices.Contains(heardIn(trace), "voicemail_failed"); trace.End != c.want || said != (c.want == ivr.EndGoodbye) {
			t.Errorf("%s: it ends with %s, told of it: %v\n%s", name, trace.End, said, wayOf(trace))
		}
	}
}
