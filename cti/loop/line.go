package loop

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"hotline12345/cti"
)

// maxLine bounds one line of the journal, in bytes. The longest that the service
// writes are new settings with their flows, some 100 kB.
const maxLine = 8 << 20

var (
	errTorn       = errors.New("it is no whole JSON: torn, cut or overwritten")
	errTooLong    = fmt.Errorf("it is longer than %d bytes", maxLine)
	errZeros      = errors.New("it is nothing but zeros, as after a power cut")
	errNoChecksum = errors.New("it has no checksum, which this format has")
	errNoNumber   = errors.New("it has no number, or one that cannot be in this file")
	errTwice      = errors.New("an entry of this number was read already")
	errOrder      = errors.New("it stands out of order; it was put in its place")
	errSurrounded = errors.New("something stood around it; the entry itself was whole and was read")
)

// found is where the entry stands in a line of a segment.
type found struct {
	seq           uint64
	start, length int // within the line, in bytes
	sealed        bool
	odd           error // read all the same
}

var entryBegins = []byte(`{"seq":`)

// inspect finds the entry in a line, which has no line end. An empty line has none.
func inspect(line []byte) (f found, err error) {
	body := bytes.Trim(line, "\x00\r\t \ufeff")
	switch {
	case len(body) > 0:
	case bytes.IndexByte(line, 0) >= 0:
		return found{}, errZeros
	default:
		return found{}, nil
	}
	f.length = len(body)
	f.start = bytes.Index(line, body)
	if f.length < len(line) {
		f.odd = errSurrounded
	}
	var checksum error
	f.sealed, checksum = checkSeal(body)
	if f.sealed && (checksum != nil || !bytes.HasPrefix(body, entryBegins)) {
		return behindATornOne(line)
	}
	var head struct {
		Seq   uint64 `json:"seq"`
		Event struct {
			Version int `json:"v"`
		} `json:"event"`
	}
	if f.sealed {
		f.seq, err = number(body)
		return f, err
	}
	switch err := json.Unmarshal(body, &head); {
	case err != nil && !json.Valid(body):
		return found{}, errTorn
	case err != nil:
		return found{}, err
	case head.Event.Version > cti.JournalVersion:
		return found{}, &cti.NewerJournalError{Version: head.Event.Version}
	case head.Event.Version >= 3:
		return found{}, errNoChecksum
	}
	f.seq = head.Seq
	return f, nil
}

// behindATornOne finds a whole entry that was written behind a torn one, which had no
// line end.
func behindATornOne(line []byte) (found, error) {
	for at := 0; ; {
		i := bytes.Index(line[at:], entryBegins)
		if i < 0 {
			return found{}, errChecksum
		}
		at += i
		body := bytes.TrimRight(line[at:], "\x00\r\t ")
		if sealed, err := checkSeal(body); sealed && err == nil {
			seq, err := number(body)
			return found{seq: seq, start: at, length: len(body), sealed: true, odd: errSurrounded}, err
		}
		at += len(entryBegins)
	}
}

// number reads the seq of {"seq":7,…
func number(body []byte) (seq uint64, err error) {
	digits := body[len(entryBegins):]
	for i, c := range digits {
		if c < '0' || c > '9' {
			if i == 0 || i > 19 {
				return 0, errNoNumber
			}
			return seq, nil
		}
		seq = seq*10 + uint64(c-'0')
	}
	return 0, errNoNumber
}

// lines reads a segment line by line.
type lines struct {
	r      *bufio.Reader
	buf    []byte
	offset int64 // of the next line
}

func newLines(r io.Reader, offset int64) *lines {
	return &lines{r: bufio.NewReaderSize(r, 1<<16), offset: offset}
}

// next returns a line without its end, valid until the next call, and whether it has an
// end. Of a line that is longer than maxLine it returns errTooLong.
func (l *lines) next() (line []byte, ended bool, err error) {
	l.buf = l.buf[:0]
	for {
		part, err := l.r.ReadSlice('\n')
		l.offset += int64(len(part))
		if len(l.buf) <= maxLine {
			l.buf = append(l.buf, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case err != nil && (!errors.Is(err, io.EOF) || len(l.buf) == 0):
			return nil, false, err
		case len(l.buf) > maxLine:
			return nil, err == nil, errTooLong
		default:
			return bytes.TrimSuffix(l.buf, []byte("\n")), err == nil, nil
		}
	}
}
