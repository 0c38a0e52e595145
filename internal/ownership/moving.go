package ownership

import (
	"context"
	"time"
)

// Moving reports whether the claim at a witness is renewed while one looks, and whose
// it is. It takes up to three beats.
func Moving(ctx context.Context, w Witness) (c Claim, moving bool, err error) {
	first, there, err := w.Read(ctx)
	if err != nil || !there {
		return Claim{}, false, err
	}
	tick := time.NewTicker(Every)
	defer tick.Stop()
	for range 3 {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return first, false, ctx.Err()
		}
		now, there, err := w.Read(ctx)
		if err != nil {
			return first, false, err
		}
		if there && now != first {
			return now, true, nil
		}
	}
	return first, false, nil
}
