package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"html"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// tags reads the tags of an XML part in their order. It builds nothing: a million empty
// cells cost as much as their bytes.
type tags struct {
	r    *bufio.Reader
	name string // without its prefix; of an end tag, too
	// attrs are the attributes as they stand in the tag; valid until next is called.
	attrs []byte
	// text is what stood between the tag before and this one, as it stands there.
	text  []byte
	begin bool // a start tag
	end   bool // an end tag, or an empty element
	names map[string]string
}

func newTags(r io.Reader) *tags {
	return &tags{r: bufio.NewReaderSize(r, 64<<10), names: map[string]string{}}
}

// next goes on to the next tag. It returns io.EOF at the end of the part, and
// io.ErrUnexpectedEOF within a tag.
func (t *tags) next() error {
	t.text = t.text[:0]
	for {
		before, err := t.until('<', t.text)
		t.text = before
		if err != nil {
			return io.EOF
		}
		t.text = t.text[:len(t.text)-1]
		tag, err := t.until('>', t.attrs[:0])
		for err == nil && open(tag) {
			tag, err = t.until('>', tag)
		}
		t.attrs = tag
		if err != nil {
			return io.ErrUnexpectedEOF
		}
		tag = tag[:len(tag)-1]
		switch {
		case bytes.HasPrefix(tag, []byte("![CDATA[")):
			plain := bytes.TrimSuffix(tag[len("![CDATA["):], []byte("]]"))
			t.text = append(t.text, html.EscapeString(string(plain))...)
			continue
		case len(tag) == 0 || tag[0] == '?' || tag[0] == '!':
			continue
		}
		t.split(tag)
		return nil
	}
}

// until reads up to a sign, that among it, behind what is in into.
func (t *tags) until(sign byte, into []byte) ([]byte, error) {
	for {
		part, err := t.r.ReadSlice(sign)
		into = append(into, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return into, err
		}
		if len(into) > maxText {
			return into, errors.New("a text without an end")
		}
	}
}

// maxText bounds one text or tag; a cell holds 32,767 signs.
const maxText = 16 << 20

// open reports whether a tag is not at its end, although > stands in it.
func open(tag []byte) bool {
	switch {
	case bytes.HasPrefix(tag, []byte("!--")):
		return len(tag) < 6 || !bytes.HasSuffix(tag, []byte("-->"))
	case bytes.HasPrefix(tag, []byte("![CDATA[")):
		return !bytes.HasSuffix(tag, []byte("]]>"))
	}
	return bytes.Count(tag, []byte{'"'})%2 == 1
}

func (t *tags) split(tag []byte) {
	t.begin, t.end = true, false
	if tag[0] == '/' {
		t.begin, t.end = false, true
		tag = tag[1:]
	} else if tag[len(tag)-1] == '/' {
		t.end = true
		tag = tag[:len(tag)-1]
	}
	name, attrs := tag, tag[len(tag):]
	if i := bytes.IndexAny(tag, " \t\r\n"); i >= 0 {
		name, attrs = tag[:i], tag[i+1:]
	}
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	known, ok := t.names[string(name)]
	if !ok {
		known = string(name)
		if len(t.names) < 100 {
			t.names[known] = known
		}
	}
	t.name, t.attrs = known, attrs
}

// attr returns an attribute, "" if there is none. A name without a prefix means any.
func (t *tags) attr(name string) string {
	rest := t.attrs
	for {
		i := bytes.IndexByte(rest, '=')
		if i < 0 {
			return ""
		}
		key := bytes.TrimSpace(rest[:i])
		if j := bytes.IndexByte(key, ':'); j >= 0 && string(key[:j]) != "xmlns" {
			key = key[j+1:]
		}
		rest = bytes.TrimLeft(rest[i+1:], " \t\r\n")
		if len(rest) == 0 {
			return ""
		}
		i = bytes.IndexByte(rest[1:], rest[0])
		if i < 0 {
			return ""
		}
		if string(key) == name {
			return html.UnescapeString(string(rest[1 : i+1]))
		}
		rest = rest[i+2:]
	}
}

// flag reports whether an attribute is a true of XML Schema.
func (t *tags) flag(name string) bool {
	v := t.attr(name)
	return v == "1" || v == "true"
}

// escaped is how workbooks write signs that XML does not have (ECMA-376, ST_Xstring).
var escaped = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

// content returns the text before the tag as a person sees it.
func (t *tags) content() string {
	s := strings.ToValidUTF8(html.UnescapeString(string(t.text)), "\ufffd")
	if !strings.Contains(s, "_x") {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(m string) string {
		code, _ := strconv.ParseUint(m[2:6], 16, 16) // four digits
		return string(rune(code))
	})
}
