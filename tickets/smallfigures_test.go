package tickets

import "testing"

func TestHiddenFiguresAreFoundAgain(t *testing.T) {
	w := publicWork(Work{Handled: 10, OnTime: 3, Late: 7})
	if w.OnTime == nil && w.OnTimeRate != nil {
		t.Errorf("on time is hidden, its rate of %d handled is %v: %.0f", *w.Handled, *w.OnTimeRate, *w.OnTimeRate*10/100)
	}
	m := MonthFigures{Units: map[string]Work{"Y04": works(20), "A": works(2)}, Work: works(22)}
	var p Publication
	p.show(m, cityUnits, nil)
	rest, hidden := *p.All.Handled, 0
	for _, u := range p.Units {
		if u.Handled == nil {
			hidden++
		} else {
			rest -= *u.Handled
		}
	}
	if hidden == 1 {
		t.Errorf("the one hidden unit handled %d", rest)
	}
}
