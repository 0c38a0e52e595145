package asterisk

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// TestStrain: Asterisk is strained when all requests have failed for three seconds, of two
// kinds at least, or when the beat has.
func TestStrain(t *testing.T) {
	t.Parallel()
	broken, ill, well := errors.New("connection reset"), &StatusError{Code: 503}, &StatusError{Code: 404}
	type request struct {
		kind string
		err  error
	}
	for name, c := range map[string]struct {
		requests []request // one a second
		want     bool
	}{
		"nothing":                   {nil, false},
		"no replies":                {[]request{{"a", broken}, {"b", broken}, {"a", broken}, {"b", broken}}, true},
		"errors":                    {[]request{{"a", ill}, {"b", ill}, {"a", ill}, {"b", ill}}, true},
		"refusals":                  {[]request{{"a", well}, {"b", well}, {"a", well}, {"b", well}, {"a", well}}, false},
		"too short":                 {[]request{{"a", broken}, {"b", broken}, {"a", broken}}, false},
		"one kind":                  {[]request{{"a", ill}, {"a", ill}, {"a", ill}, {"a", ill}, {"a", ill}, {"a", ill}}, false},
		"a success between":         {[]request{{"a", ill}, {"b", ill}, {"c", nil}, {"a", ill}, {"b", ill}, {"a", ill}}, false},
		"a refusal between":         {[]request{{"a", ill}, {"b", ill}, {"c", well}, {"a", ill}, {"b", ill}, {"a", ill}}, false},
		"beats":                     {[]request{{"beat", broken}, {"beat", broken}, {"beat", broken}, {"beat", broken}}, true},
		"beats that fail now":       {[]request{{"beat", broken}, {"beat", broken}, {"beat", nil}, {"beat", broken}, {"beat", broken}}, false},
		"orders fail, beats do not": {[]request{{"a", ill}, {"beat", nil}, {"b", ill}, {"beat", nil}, {"b", ill}}, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStrain()
				for _, r := range c.requests {
					if r.kind == "beat" {
						s.noteBeat(r.err)
					} else {
						s.note(r.kind, r.err)
					}
					time.Sleep(time.Second)
				}
				if got := s.strained(); got != c.want {
					t.Errorf("strained %v, want %v", got, c.want)
				}
				if got := len(s.found) == 1; got != c.want {
					t.Errorf("told %v, want %v", got, c.want)
				}
				s.relieve()
				if s.strained() || len(s.found) > 0 {
					t.Error("a probe that passed changes nothing")
				}
			})
		})
	}
}
