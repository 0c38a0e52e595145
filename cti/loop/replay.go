package loop

import (
	"fmt"
	"io"
	"slices"

	"hotline12345/cti"
)

// Replay runs a journal through an engine and prints each event with the
// commands that it leads to now. Where they differ from what was recorded, both
// are printed; it returns how many entries differ. Behind a missing entry decisions are in
// doubt until the next snapshot, and it says so.
func Replay(f *Files, w io.Writer) (differing int, err error) {
	r := replaying{files: f, w: w}
	if err := r.begin(); err != nil {
		return 0, err
	}
	if err := f.Read(r.seq, r.entry); err != nil {
		return r.differing, err
	}
	if s := f.State(); s.Damaged+s.Odd+s.Strange+s.Missing+s.Restored > 0 {
		_, err = fmt.Fprintf(w, "# %d damaged parts, %d odd ones, %d entries of another version; %d entries missing, %d found elsewhere; "+
			"%d entries in doubt behind them, of which %d differ\n", s.Damaged, s.Odd, s.Strange, s.Missing, s.Restored, r.doubtful, r.doubtfulDiffering)
	}
	return r.differing, err
}

type replaying struct {
	files     *Files
	w         io.Writer
	engine    *cti.Engine
	seq       uint64
	snapshots []uint64
	differing int

	inDoubt                     bool
	doubtful, doubtfulDiffering int
}

// begin takes the engine as it was before the oldest segment that is kept.
func (r *replaying) begin() error {
	segments, err := r.files.list(segmentExt)
	if err != nil {
		return err
	}
	if r.snapshots, err = r.files.list(snapshotExt); err != nil {
		return err
	}
	r.engine = cti.New()
	if len(segments) > 0 && segments[0] > 1 {
		r.engine, r.seq, _ = r.files.lastSnapshot(segments[0])
	}
	return nil
}

func (r *replaying) entry(e Entry) error {
	if e.Seq > r.seq+1 {
		r.inDoubt = true
		if err := r.gap(e.Seq); err != nil {
			return err
		}
	}
	if r.inDoubt {
		r.resume(e.Seq)
	}
	r.seq = e.Seq
	now := Recorded(r.engine.Handle(e.At, e.Event))
	same, err := equal(now, e.Commands)
	if err != nil {
		return err
	}
	if r.inDoubt {
		r.doubtful++
	}
	if !same {
		r.differing++
		if r.inDoubt {
			r.doubtfulDiffering++
		}
	}
	return printEntry(r.w, e, now, same)
}

func (r *replaying) gap(before uint64) error {
	missing := r.files.gap(r.seq, before)
	_, err := fmt.Fprintf(r.w, "# %d entries are missing here\n", missing)
	return err
}

// resume goes on from a snapshot behind what was missing, if there is one here.
func (r *replaying) resume(seq uint64) {
	i, found := slices.BinarySearch(r.snapshots, seq-1)
	if !found {
		return
	}
	if engine, _, err := r.files.readSnapshot(r.snapshots[i]); err == nil {
		r.engine, r.inDoubt = engine, false
	}
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
