package storetest

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
	"hotline12345/ivr/lines"
	"hotline12345/ivr/menus"
	"hotline12345/ivr/menus/service"
)

// Market is a merged line with a name of its own (M22).
func Market() menus.LineNumber {
	return menus.LineNumber{Number: lines.Number{Number: "12315", Unit: "P.1", Settings: lines.LineSettings{
		Name: lines.Words{ivr.Mandarin: "12315市场监管热线"}, Queues: map[string]string{"general": "business"}, Mode: ivr.ModeDirect, Offer: 15,
	}}}
}

func numbers(t *testing.T, store service.Store) {
	d, ctx := NewDesk(t, store), t.Context()
	n := Market()
	l, err := d.SetNumber(ctx, Anna, n, "")
	d.must(err)
	if got, _ := d.Applied[len(d.Applied)-1].LineNumber("12315"); !reflect.DeepEqual(got, n) || len(l.Plan.Numbers) != 2 || l.Plan.Numbers[0].Number != "12345" || l.Plan.Numbers[0].Unit != "P" {
		t.Errorf("in force is %+v, the plan %+v", got, l.Plan.Numbers)
	}
	if stored, err := store.MenuState(ctx); err != nil || !reflect.DeepEqual(stored.Numbers, []menus.LineNumber{n}) {
		t.Errorf("stored are %+v, %v", stored.Numbers, err)
	}
	odd := n
	for _, form := range []string{"12315", "１２３１５", "+86 12315", " 1-2-3-1-5 "} {
		odd.Number.Number = form
		if l, err = d.SetNumber(ctx, Anna, odd, ""); err != nil || l.Generation != d.Applied[len(d.Applied)-1].Generation || len(l.Numbers) != 1 {
			t.Errorf("sent again as %q: %v", form, err)
		}
	}
	var stale *menus.Stale
	later := n
	later.Settings.Mode = ivr.ModeFull
	if _, err = d.SetNumber(ctx, Bo, later, ""); !errors.As(err, &stale) || !reflect.DeepEqual(*stale.Number, n) || stale.By == nil || *stale.By != Anna.Author || stale.At.IsZero() {
		t.Errorf("the second makes it anew: %v", err)
	}
	refused(t, d)
	state, err := d.State(ctx)
	d.must(err)
	q, _ := state.Queue("business")
	var used *menus.InUse
	if _, err = d.EndQueue(ctx, Anna, "business", q.Rev()); !errors.As(err, &used) || !slices.Equal(used.Numbers, []string{"12315"}) {
		t.Errorf("its queue goes: %v", err)
	}
	if _, err = d.EndNumber(ctx, Anna, "12315", later.Rev()); !errors.As(err, &stale) {
		t.Errorf("ended as it was not: %v", err)
	}
	if l, err = d.EndNumber(ctx, Anna, "+86 １２３１５", n.Rev()); err != nil || len(l.Numbers) != 0 || len(l.Plan.Numbers) != 1 {
		t.Errorf("left are %+v, %v", l.Plan.Numbers, err)
	}
	if _, err = d.EndNumber(ctx, Anna, "12315", n.Rev()); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("one that is gone: %v", err)
	}
	if l, err = d.EndNumber(ctx, Anna, "12345", ""); err != nil || len(l.Plan.Numbers) != 1 {
		t.Errorf("the main number, which sets nothing: %+v, %v", l.Plan.Numbers, err)
	}
	list, err := d.Records(ctx, 0)
	d.must(err)
	if list[0].What != menus.NumberEnded || list[1].What != menus.NumberSet || list[1].ID != "12315" || list[1].After == nil || list[1].By != Anna.Author {
		t.Errorf("on record is %+v", list[:2])
	}
}

// refused tries what no call can go by, while 12315 is there.
func refused(t *testing.T, d *Desk) {
	t.Helper()
	for _, c := range []struct {
		number, unit string
		settings     lines.LineSettings
		code         lines.Code
	}{
		{"12", "P.1", lines.LineSettings{}, lines.NotANumber}, {"abc", "P.1", lines.LineSettings{}, lines.NotANumber}, {"110", "P.1", lines.LineSettings{}, lines.Barred},
		{"0757-110", "P.1", lines.LineSettings{}, lines.Barred}, {"075712315", "P.1", lines.LineSettings{}, lines.NumberTwice}, {"12333", "", lines.LineSettings{}, lines.UnknownUnit},
		{"12333", "P.1.3", lines.LineSettings{}, lines.UnknownUnit}, {"12333", "P.1", lines.LineSettings{Flow: "none"}, lines.UnknownValue},
		{"12333", "P.1", lines.LineSettings{CallerID: "12333"}, lines.OfANodeOnly}, {"12333", "P.1", lines.LineSettings{Offer: 600}, lines.OutOfRange},
		{"12333", "P.1", lines.LineSettings{Queues: map[string]string{"general": "nowhere"}}, lines.UnknownValue},
	} {
		var faulty *menus.FaultyLines
		_, err := d.SetNumber(t.Context(), Anna, menus.LineNumber{Number: lines.Number{Number: c.number, Unit: c.unit, Settings: c.settings}}, "")
		if !errors.As(err, &faulty) || faulty.Faults[0].Code != c.code {
			t.Errorf("%s of %s with %+v: %v, want %s", c.number, c.unit, c.settings, err, c.code)
		}
	}
}

// merged are the lines of a city that were merged into its hotline.
func merged(n int) (list []menus.LineNumber) {
	for i := range n {
		number := fmt.Sprint(96001 + i)
		list = append(list, menus.LineNumber{Number: lines.Number{Number: number, Unit: "P.1", Settings: lines.LineSettings{Name: lines.Words{ivr.Mandarin: number + "热线"}}}})
	}
	return list
}

func manyNumbers(t *testing.T, store service.Store) {
	d, ctx := NewDesk(t, store), t.Context()
	l, err := d.Lines(ctx)
	d.must(err)
	read, applied := l.NumbersRev(), len(d.Applied)
	c, err := d.TryNumbers(ctx, Anna, merged(96))
	if err != nil || len(c.PutNumbers) != 96 || len(d.Applied) != applied {
		t.Errorf("tried: %d numbers, %v", len(c.PutNumbers), err)
	}
	l, err = d.SetNumbers(ctx, Anna, merged(96), read)
	d.must(err)
	if len(l.Plan.Numbers) != 97 || len(d.Applied) != applied+1 {
		t.Errorf("%d numbers, put in force %d times", len(l.Plan.Numbers), len(d.Applied)-applied)
	}
	for i, e := range l.Plan.ForNumbers()[1:] {
		if want := merged(96)[i]; e.Name[ivr.Mandarin] != want.Settings.Name[ivr.Mandarin] {
			t.Fatalf("%s greets as %v", want.Number.Number, e.Name)
		}
	}
	if l, err = d.SetNumbers(ctx, Anna, merged(96), l.NumbersRev()); err != nil || len(d.Applied) != applied+1 {
		t.Errorf("sent again: %v", err)
	}
	var stale *menus.Stale
	if _, err = d.SetNumbers(ctx, Bo, merged(2), read); err != nil {
		t.Errorf("what stands there: %v", err)
	}
	if _, err = d.SetNumbers(ctx, Bo, merged(97), read); !errors.As(err, &stale) || stale.By == nil || *stale.By != Anna.Author {
		t.Errorf("of before: %v", err)
	}
	one := merged(1)[0]
	one.Settings.Mode = ivr.ModeFull
	if _, err = d.SetNumber(ctx, Bo, one, ""); !errors.As(err, &stale) || stale.By == nil || *stale.By != Anna.Author {
		t.Errorf("one of those that Anna sent: %v", err)
	}
	spoilt := merged(98)
	spoilt[97].Number.Number, spoilt[96].Unit = "96001", "nowhere"
	var faulty *menus.FaultyLines
	if _, err = d.SetNumbers(ctx, Anna, spoilt, l.NumbersRev()); !errors.As(err, &faulty) || len(faulty.Faults) != 2 {
		t.Errorf("one twice, one of no unit: %v", err)
	}
	if now, err := d.Lines(ctx); err != nil || len(now.Numbers) != 96 {
		t.Errorf("a list with faults left %d numbers, %v", len(now.Numbers), err)
	}
}

func lineUnits(t *testing.T, store service.Store) {
	d, ctx := NewDesk(t, store), t.Context()
	_, err := d.SetNumber(ctx, Anna, Market(), "")
	d.must(err)
	u := menus.LineUnit{Unit: "P", Settings: lines.LineSettings{City: lines.Words{ivr.Mandarin: "云湾市"}, Announce: 20, Queues: map[string]string{"consult": "business"}}}
	l, err := d.SetLineUnit(ctx, Anna, u, "")
	d.must(err)
	e := l.Plan.ForNumber(Market().Number)
	if e.City[ivr.Mandarin] != "云湾市" || e.From["city"].Unit != "P" || e.Announce != 20 || e.Queues["consult"] != "business" || e.Queues["general"] != "business" {
		t.Errorf("12315 has %+v from %v", e.LineSettings, e.From)
	}
	var stale *menus.Stale
	if _, err = d.SetLineUnit(ctx, Bo, menus.LineUnit{Unit: "P"}, ""); !errors.As(err, &stale) || !reflect.DeepEqual(*stale.LineUnit, u) || stale.By == nil {
		t.Errorf("the second takes all back: %v", err)
	}
	var faulty *menus.FaultyLines
	if _, err = d.SetLineUnit(ctx, Bo, menus.LineUnit{Unit: "Q", Settings: u.Settings}, ""); !errors.As(err, &faulty) {
		t.Errorf("a unit that is none: %v", err)
	}
	q, _ := l.Queue("consult")
	var used *menus.InUse
	if _, err = d.EndQueue(ctx, Anna, "consult", q.Rev()); !errors.As(err, &used) || !slices.Equal(used.Units, []string{"P"}) {
		t.Errorf("a queue that it leads away from goes: %v", err)
	}
	l, err = d.SetLineUnit(ctx, Bo, menus.LineUnit{Unit: "P"}, u.Rev())
	d.must(err)
	if stored, err := store.MenuState(ctx); err != nil || len(l.LineUnits)+len(stored.LineUnits) > 0 {
		t.Errorf("all inherited again: %+v, stored %+v, %v", l.LineUnits, stored.LineUnits, err)
	}
	before := len(d.Applied)
	for d.Beside = 1; d.Beside < 3; d.Beside++ {
		d.must(d.Follow(ctx))
		d.must(d.Follow(ctx))
	}
	if len(d.Applied) != before+2 {
		t.Errorf("the unit tree changed twice, and was put in force %d times", len(d.Applied)-before)
	}
}
