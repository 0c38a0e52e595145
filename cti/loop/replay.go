package loop

import (
	"fmt"
	"io"
	"slices"

	"hotline12345/cti"
)

// Replay runs a journal through an engine and prints each event with the
// commands that it leads to now. Where they differ from what was recorded, both
// are printed; it returns how many entries differ.
func Replay(f *Files, w io.Writer) (differing int, err error) {
	engine, from, err := f.firstState()
	if err != nil {
		return 0, err
	}
	err = f.Read(from, func(e Entry) error {
		now := Recorded(engine.Handle(e.At, e.Event))
		same, err := equal(now, e.Commands)
		if err != nil {
			return err
		}
		if !same {
			differing++
		}
		return printEntry(w, e, now, same)
	})
	return differing, err
}

// firstState is the engine before the oldest segment that is kept.
func (f *Files) firstState() (*cti.Engine, uint64, error) {
	segments, err := f.list(segmentExt)
	if err != nil || len(segments) == 0 || segments[0] <= 1 {
		return cti.New(), 0, err
	}
	return f.lastSnapshotBefore(segments[0])
}

func equal(a, b []cti.Command) (bool, error) {
	x, err := encodeAll(a)
	if err != nil {
		return false, err
	}
	y, err := encodeAll(b)
	return slices.Equal(x, y), err
}

func encodeAll(commands []cti.Command) ([]string, error) {
	out := make([]string, len(commands))
	for i, c := range commands {
		raw, err := cti.EncodeCommand(c)
		if err != nil {
			return nil, err
		}
		out[i] = string(raw)
	}
	return out, nil
}

func printEntry(w io.Writer, e Entry, now []cti.Command, same bool) error {
	ev, err := cti.EncodeEvent(e.Event)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "%d %s > %s\n", e.Seq, e.At.Format("2006-01-02T15:04:05.000000Z"), ev); err != nil {
		return err
	}
	printAll := func(mark string, commands []cti.Command) error {
		lines, err := encodeAll(commands)
		if err != nil {
			return err
		}
		for _, l := range lines {
			if _, err := fmt.Fprintf(w, "    %s %s\n", mark, l); err != nil {
				return err
			}
		}
		return nil
	}
	if same {
		return printAll("<", now)
	}
	if err := printAll("- recorded", e.Commands); err != nil {
		return err
	}
	return printAll("+ now     ", now)
}
