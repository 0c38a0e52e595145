package main

import (
	"context"
	"math"
	"net/http"
	"testing"
	"time"

	"hotline12345/internal/alaw"
	"hotline12345/internal/speech/sound"
)

// promptTone is what the recording of a test sounds like, in hertz.
const promptTone = 700

// toneShare returns which part of the power that a caller hears in the first second of sound is
// the tone of the recording.
func (in *installation) toneShare(ctx context.Context) float64 {
	in.t.Helper()
	c := in.dialTo(ctx, "12345")
	var begun time.Time
	err := c.Until(ctx, "a second of the first prompt", func() bool {
		if begun = c.FirstSound(); begun.IsZero() {
			return false
		}
		return time.Since(begun) > time.Second
	})
	must(in.t, err)
	heard := c.Heard()
	must(in.t, c.HangUp())
	heard = heard[max(0, len(heard)-alaw.SampleRate*8/10):]
	return shareOfTone(heard)
}

// shareOfTone returns which part of the power of a sound is the tone of the recording.
func shareOfTone(heard []byte) float64 {
	var re, im, power float64
	for i, code := range heard {
		v, at := float64(alaw.Decode(code)), 2*math.Pi*promptTone*float64(i)/alaw.SampleRate
		re, im, power = re+v*math.Cos(at), im+v*math.Sin(at), power+v*v
	}
	return 2 * (re*re + im*im) / float64(len(heard)) / max(power, 1)
}

// TestAChangedPromptIsHeardOnTheTelephone: a telecom administrator uploads a recording of the
// first prompt; the next citizen hears it, and the voice again when it is taken away.
func TestAChangedPromptIsHeardOnTheTelephone(t *testing.T) {
	in := install(t)
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	p := in.signInPage(ctx, "admin")
	tone := make([]float64, 3*alaw.SampleRate)
	for i := range tone {
		tone[i] = 6000 * math.Sin(2*math.Pi*promptTone*float64(i)/alaw.SampleRate)
	}
	if share := in.toneShare(ctx); share > 0.2 {
		t.Fatalf("the voice sounds like the tone already: %.2f", share)
	}
	const at = "/api/prompts/welcome_short/zh/recording?name=welcome.wav&rev="
	began := time.Now()
	if status, body := p.do(ctx, http.MethodPost, at+"0", "application/octet-stream", string(sound.WAV(sound.Encode(tone)))); status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	t.Logf("measured: the recording is live after %v", time.Since(began).Round(time.Millisecond))
	if share := in.toneShare(ctx); share < 0.8 {
		t.Errorf("a caller hears the recording as %.2f of the power, want nearly all", share)
	}
	if status, body := p.do(ctx, http.MethodDelete, at+"1", "application/json", ""); status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	if share := in.toneShare(ctx); share > 0.2 {
		t.Errorf("the recording is still heard: %.2f", share)
	}
}
