package sipraw

import (
	"bufio"
	"bytes"
	"fmt"
	"net/netip"
	"net/textproto"
	"strconv"
	"strings"
)

// Message is a SIP message that was received.
type Message struct {
	Status int    // of a response, 0 in a request
	Method string // of a request; of a response the method in its CSeq
	URI    string // of a request
	Head   textproto.MIMEHeader
	Body   string
	Raw    []byte
	From   netip.AddrPort // the sender's address
}

// read parses a datagram as far as this party needs it (RFC 3261, section 7).
func read(raw []byte, from netip.AddrPort) (Message, error) {
	m := Message{Raw: raw, From: from}
	first, rest, _ := bytes.Cut(raw, []byte("\r\n"))
	head, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(rest))).ReadMIMEHeader()
	if err != nil {
		return m, fmt.Errorf("read a SIP message's header: %w", err)
	}
	m.Head = head
	if _, body, ok := bytes.Cut(rest, []byte("\r\n\r\n")); ok {
		m.Body = string(body)
	}
	words := strings.Fields(string(first))
	if len(words) < 2 {
		return m, fmt.Errorf("read a SIP message: first line %q", first)
	}
	if words[0] == "SIP/2.0" {
		_, m.Method, _ = strings.Cut(head.Get("CSeq"), " ")
		m.Status, err = strconv.Atoi(words[1])
		return m, err
	}
	m.Method, m.URI = words[0], words[1]
	return m, nil
}

// Reply is a response to a request, with the headers that must be copied (RFC 3261,
// section 8.2.6.2); tag is added to a To that has none. more are whole header lines.
func (m Message) Reply(status int, reason, tag, body string, more ...string) []byte {
	lines := []string{fmt.Sprintf("SIP/2.0 %d %s", status, reason)}
	for _, v := range m.Head.Values("Via") {
		lines = append(lines, "Via: "+v)
	}
	to := m.Head.Get("To")
	if tag != "" && !strings.Contains(to, ";tag=") {
		to += ";tag=" + tag
	}
	lines = append(lines, "From: "+m.Head.Get("From"), "To: "+to,
		"Call-ID: "+m.Head.Get("Call-ID"), "CSeq: "+m.Head.Get("CSeq"))
	return Lines(append(lines, more...), body)
}

// Lines joins header lines and a body to a message; the length is added.
func Lines(lines []string, body string) []byte {
	if body != "" && !hasHeader(lines, "Content-Type") {
		lines = append(lines, "Content-Type: application/sdp")
	}
	lines = append(lines, fmt.Sprintf("Content-Length: %d", len(body)))
	return []byte(strings.Join(lines, "\r\n") + "\r\n\r\n" + body)
}

func hasHeader(lines []string, name string) bool {
	for _, l := range lines {
		if strings.HasPrefix(strings.ToLower(l), strings.ToLower(name)+":") {
			return true
		}
	}
	return false
}

// AudioAddress returns where the first m=audio line of a session description wants
// the sound, at this machine: a foreign party and Asterisk share it.
func AudioAddress(sdp string) (netip.AddrPort, error) {
	_, rest, ok := strings.Cut(sdp, "m=audio ")
	if !ok {
		return netip.AddrPort{}, fmt.Errorf("no m=audio in %q", sdp)
	}
	field, _, _ := strings.Cut(rest, " ")
	port, err := strconv.ParseUint(field, 10, 16)
	if err != nil || port == 0 {
		return netip.AddrPort{}, fmt.Errorf("no sound in %q", sdp)
	}
	return netip.AddrPortFrom(loopback, uint16(port)), nil
}

var loopback = netip.AddrFrom4([4]byte{127, 0, 0, 1})

// Answer answers an offer with A-law at a port: the first line of sound is taken, every
// other line is refused, none is left out (RFC 3264, section 6).
func Answer(offer string, port int) string {
	lines := []string{"v=0", "o=- 7 7 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0"}
	for _, l := range strings.Split(offer, "\r\n") {
		words := strings.Fields(l)
		switch {
		case !strings.HasPrefix(l, "m=") || len(words) < 4:
		case words[0] == "m=audio" && words[1] != "0" && port != 0:
			lines = append(lines, fmt.Sprintf("m=audio %d RTP/AVP 8", port), "a=rtpmap:8 PCMA/8000")
			port = 0
		default:
			lines = append(lines, words[0]+" 0 "+strings.Join(words[2:], " "))
		}
	}
	return strings.Join(lines, "\r\n") + "\r\n"
}
