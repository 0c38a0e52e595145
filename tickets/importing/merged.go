package importing

import "cmp"

// fill gives each row below a merged cell its value, as the table shows it, and notes
// where a value stands only once.
func fill(s *Sheet, choice Choice) {
	lines := map[int]*Line{}
	if len(s.Merged) > 0 {
		for i := range s.Lines {
			lines[s.Lines[i].Number] = &s.Lines[i]
		}
	}
	for _, a := range s.Merged {
		top := lines[a.Top]
		if top == nil || a.Left >= len(top.Cells) || top.Cells[a.Left].Text == "" {
			continue
		}
		c := &top.Cells[a.Left]
		if a.Right > a.Left {
			c.Doubt = cmp.Or(c.Doubt, MergedAcross)
		}
		if a.Bottom == a.Top {
			continue
		}
		if choice == Leave {
			c.Doubt = cmp.Or(c.Doubt, MergedLeft)
			continue
		}
		value := *c
		value.Doubt = cmp.Or(value.Doubt, Merged)
		for i := range s.Lines { // a merged cell may be a column long
			if n := s.Lines[i].Number; n > a.Top && n <= a.Bottom {
				s.Lines[i].put(a.Left, value)
			}
		}
	}
}

// put writes into a cell that is empty.
func (l *Line) put(column int, c Cell) {
	for len(l.Cells) <= column {
		l.Cells = append(l.Cells, Cell{})
	}
	if l.Cells[column].Text == "" && l.Cells[column].Doubt == "" {
		l.Cells[column] = c
	}
}
