package ownership

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

const (
	me    = "ME/1"
	other = "OTHER/1"
)

func seen(instance string, still time.Duration) View {
	return View{Reached: true, There: true, Claim: Claim{Epoch: 3, Instance: instance, Who: "pid 7"}, Still: still}
}

// TestWhoMayOwn: nobody who is found alive anywhere is pushed out, one's own claim is
// taken over at once, and an outage of the database hinders nobody.
func TestWhoMayOwn(t *testing.T) {
	t.Parallel()
	nobody, silent := View{Reached: true}, View{}
	for name, c := range map[string]struct {
		asterisk, database View
		take               bool
		settle             time.Duration
	}{
		"everything is new":                        {nobody, nobody, true, 0},
		"the database is away":                     {nobody, silent, true, settling},
		"both are away":                            {silent, silent, true, 0},
		"a restart":                                {seen(me, 0), seen(me, 0), true, 0},
		"a restart without the database":           {seen(me, 0), silent, true, 0},
		"a restart, Asterisk restarted too":        {nobody, seen(me, 0), true, 0},
		"a restart before Asterisk":                {silent, seen(me, 0), true, 0},
		"another one lives":                        {seen(other, time.Second), seen(other, time.Second), false, 0},
		"another one without the database":         {seen(other, time.Second), silent, false, 0},
		"another one lost the database":            {seen(other, time.Second), seen(other, time.Hour), false, 0},
		"another one lost Asterisk":                {seen(other, time.Hour), seen(other, time.Second), false, 0},
		"another one on another Asterisk":          {nobody, seen(other, time.Second), false, 0},
		"another one is gone":                      {seen(other, GoneAfter), seen(other, GoneAfter), true, 0},
		"another one is gone, no database":         {seen(other, GoneAfter), silent, true, 0},
		"another one is gone, no Asterisk":         {silent, seen(other, time.Hour), false, 0},
		"nearly gone":                              {seen(other, GoneAfter-1), seen(other, GoneAfter-1), false, 0},
		"this folder on a machine that rebooted":   {seen("ME/0", rebootedAfter), nobody, true, 0},
		"this folder on a machine that was copied": {seen("ME/0", time.Second), nobody, false, 0},
		"its own Asterisk, a stranger's database":  {seen(me, 0), seen(other, 0), true, 0},
	} {
		v := Decide(me, c.asterisk, c.database)
		if v.Take != c.take || v.Settle != c.settle || v.Take == (v.Reason != "") {
			t.Errorf("%s: %+v", name, v)
		}
	}
}

// TestWhoStays: an owner yields to one that proved it gone, and to anyone after it could
// not renew its claim; a claim that proved nothing does not push it out.
func TestWhoStays(t *testing.T) {
	t.Parallel()
	mine := Claim{Epoch: 5, Instance: me}
	proved := View{There: true, Claim: Claim{Epoch: 6, Instance: other, Displaced: me}}
	bold := View{There: true, Claim: Claim{Epoch: 6, Instance: other}}
	for name, c := range map[string]struct {
		found   View
		renewed time.Duration
		stays   bool
	}{
		"its own":                     {View{There: true, Claim: mine}, time.Hour, true},
		"none: Asterisk restarted":    {View{}, time.Second, true},
		"was proved gone":             {proved, time.Second, false},
		"was frozen, then proved":     {proved, time.Minute, false},
		"a claim without a proof":     {bold, time.Second, true},
		"the same, but it was frozen": {bold, Lease, false},
		"a later run of its folder":   {View{There: true, Claim: Claim{Epoch: 6, Instance: me}}, 0, false},
	} {
		if got := Stands(mine, c.found, c.renewed); got != c.stays {
			t.Errorf("%s: stays %v, want %v", name, got, c.stays)
		}
	}
}

func TestAClaimIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[A-Z0-9]{1,26}/[0-9a-f]{0,8}`)
		c := Claim{Epoch: rapid.Uint64().Draw(t, "epoch"), Instance: word.Draw(t, "instance"), Beat: rapid.Uint64().Draw(t, "beat"),
			Displaced: rapid.OneOf(rapid.Just(""), word).Draw(t, "displaced"), Who: rapid.StringMatching(`pid [0-9]{1,6} on .{0,20}`).Draw(t, "who")}
		if got, err := Parse(c.String()); err != nil || got != c {
			t.Fatalf("%q is read as %+v, error %v", c, got, err)
		}
	})
	for _, text := range []string{"", "x", "1 2 3 4", "x ME/1 3 - me", "1 ME/1 x - me", "1  3 - me"} {
		if c, err := Parse(text); err == nil {
			t.Errorf("%q is read as %+v", text, c)
		}
	}
}
