package app

import (
	"context"
	"errors"
	"testing"

	"hotline12345/internal/speech"
	"hotline12345/internal/speech/sound"
	"hotline12345/internal/speech/spoken"
	"hotline12345/internal/status"
	"hotline12345/internal/trouble"
)

// mouth is a voice that says a beep, or nothing.
type mouth struct {
	mute   bool
	spoken int
}

func (*mouth) Name(spoken.Language) string { return "test" }

func (*mouth) NeedsReadings() bool { return false }

func (m *mouth) Speak(context.Context, spoken.Language, string) (sound.Sound, error) {
	m.spoken++
	if m.mute {
		return sound.Sound{}, errors.New("no voice")
	}
	beep := make([]float64, 800)
	for i := range beep {
		beep[i] = float64(i%20-10) * 500
	}
	return sound.Sound{Samples: beep, Rate: 8000}, nil
}

// TestPromptsAreCountedAndHardlyMade: one of each language tells whether the voice speaks; a
// status page does not make all of them.
func TestPromptsAreCountedAndHardlyMade(t *testing.T) {
	t.Parallel()
	for _, mute := range []bool{false, true} {
		m := &mouth{mute: mute}
		sounds, err := speech.Open(t.TempDir(), speech.Config{Engines: speech.Engines{"": m}})
		if err != nil {
			t.Fatal(err)
		}
		for look := 1; look <= 2; look++ {
			counted := promptsOf(t.Context(), sounds)
			if len(counted) != 3 {
				t.Fatalf("%d languages", len(counted))
			}
			for _, c := range counted {
				unmade := c.All - look // one more was made at each look
				if mute {
					unmade = c.All
				}
				if c.All < 20 || c.Mute != mute || c.Unmade != unmade {
					t.Errorf("mute %v, look %d: %+v", mute, look, c)
				}
			}
		}
		if m.spoken > 2*3*2 {
			t.Errorf("the voice spoke %d times", m.spoken)
		}
	}
}

// TestFaultsHaveTheWordsOfTheirPart: a fault of another part would be told of the wrong one, and
// a password would be shown.
func TestFaultsHaveTheWordsOfTheirPart(t *testing.T) {
	t.Parallel()
	const url = "postgres://hotline:secret@db:5432/hotline"
	for name, c := range map[string]struct {
		err  error
		want status.Fault
	}{
		"of its kind":     {trouble.New(trouble.DatabaseRefused, "10.0.0.1:5432", errors.New("x")), status.Fault{Code: "database_refused", Where: "10.0.0.1:5432"}},
		"without a place": {trouble.New(trouble.DatabaseStopped, "", errors.New("x")), status.Fault{Code: "database_stopped", Where: "db:5432"}},
		"of another part": {trouble.New(trouble.ARIRefused, "10.0.0.2:8088", errors.New("x")), status.Fault{Code: "database_away", Where: "db:5432"}},
		"of no kind":      {errors.New("strange"), status.Fault{Code: "database_away", Where: "db:5432"}},
		"of this machine": {trouble.New(trouble.DiskFull, "/data", errors.New("x")), status.Fault{Code: "database_away", Where: "db:5432"}},
	} {
		if got := faultOf(c.err, "database", url); got == nil || *got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	if f := faultOf(nil, "database", url); f != nil {
		t.Errorf("no error is %+v", f)
	}
}
