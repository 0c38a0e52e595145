package ownership

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// beats is a witness whose claim grows with time while its owner lives.
type beats struct {
	there, lives bool
	began        time.Time
}

func (b beats) Read(context.Context) (Claim, bool, error) {
	c := Claim{Epoch: 1, Instance: "A/1", Who: "pid 1"}
	if b.lives {
		c.Beat = uint64(time.Since(b.began) / Every)
	}
	return c, b.there, nil
}

func (beats) Write(context.Context, Claim, Claim) error { return nil }

func TestMoving(t *testing.T) {
	for name, c := range map[string]struct{ there, lives, want bool }{
		"nobody": {}, "a claim that was left": {there: true}, "a living service": {there: true, lives: true, want: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				who, moving, err := Moving(t.Context(), beats{c.there, c.lives, time.Now()})
				if err != nil || moving != c.want || moving && who.Who != "pid 1" {
					t.Errorf("moving %v of %+v, error %v", moving, who, err)
				}
			})
		})
	}
}
