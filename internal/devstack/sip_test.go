package devstack_test

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"net/textproto"
	"strings"
	"testing"
	"time"
)

// phone is the least SIP telephone that can place one call from the loopback
// interface (RFC 3261), with A-law sound (RFC 3551).
type phone struct {
	t      *testing.T
	sip    net.Conn
	rtp    net.PacketConn
	callID string
	cseq   int
	to     string // the dialog's To once known
	number string
	remote net.Addr // Asterisk's RTP
}

func newPhone(t *testing.T, trunk string) *phone {
	t.Helper()
	sip, err := net.Dial("udp", trunk)
	if err != nil {
		t.Fatal(err)
	}
	rtp, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sip.Close(); _ = rtp.Close() })
	return &phone{t: t, sip: sip, rtp: rtp, callID: fmt.Sprintf("%d@test", time.Now().UnixNano())}
}

// call sends an INVITE and returns the final status; extra are whole header lines.
func (p *phone) call(from, number string, extra ...string) int {
	p.t.Helper()
	p.number = number
	p.send("INVITE", from, offer(p), append(extra, "Content-Type: application/sdp")...)
	for {
		status, head, body := p.receive()
		if status < 200 {
			continue
		}
		p.to = head.Get("To")
		p.send("ACK", from, "")
		if status == 200 {
			p.remote = media(p.t, body)
		}
		return status
	}
}

// offer is our SDP: A-law only.
func offer(p *phone) string {
	return fmt.Sprintf("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"+
		"m=audio %d RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n", p.rtp.LocalAddr().(*net.UDPAddr).Port)
}

func (p *phone) hangUp(from string) {
	p.t.Helper()
	p.send("BYE", from, "")
	p.receive()
}

func (p *phone) send(method, from, body string, extra ...string) {
	p.t.Helper()
	if method != "ACK" {
		p.cseq++
	}
	to := p.to
	if to == "" {
		to = fmt.Sprintf("<%s>", p.uri("127.0.0.1"))
	}
	local := p.sip.LocalAddr()
	lines := append([]string{
		fmt.Sprintf("%s %s SIP/2.0", method, p.uri(p.sip.RemoteAddr().String())),
		fmt.Sprintf("Via: SIP/2.0/UDP %s;rport;branch=z9hG4bK%s%d", local, method, time.Now().UnixNano()),
		"Max-Forwards: 70",
		fmt.Sprintf("From: %s;tag=1", from),
		"To: " + to,
		"Call-ID: " + p.callID,
		fmt.Sprintf("CSeq: %d %s", p.cseq, method),
		fmt.Sprintf("Contact: <sip:citizen@%s>", local),
		fmt.Sprintf("Content-Length: %d", len(body)),
	}, extra...)
	if _, err := p.sip.Write([]byte(strings.Join(lines, "\r\n") + "\r\n\r\n" + body)); err != nil {
		p.t.Fatal(err)
	}
}

// uri names who is called; a host alone where no number was dialled.
func (p *phone) uri(host string) string {
	if p.number == "" {
		return "sip:" + host
	}
	return "sip:" + p.number + "@" + host
}

// receive returns the next response; requests of Asterisk are not answered.
func (p *phone) receive() (status int, head textproto.MIMEHeader, body string) {
	p.t.Helper()
	buf := make([]byte, 4096)
	for {
		if err := p.sip.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
			p.t.Fatal(err)
		}
		n, err := p.sip.Read(buf)
		if err != nil {
			p.t.Fatalf("no answer from Asterisk: %v", err)
		}
		first, rest, _ := bytes.Cut(buf[:n], []byte("\r\n"))
		if _, err := fmt.Sscanf(string(first), "SIP/2.0 %d", &status); err != nil {
			continue
		}
		r := textproto.NewReader(bufio.NewReader(bytes.NewReader(rest)))
		head, err = r.ReadMIMEHeader()
		if err != nil {
			p.t.Fatal(err)
		}
		_, after, _ := bytes.Cut(rest, []byte("\r\n\r\n"))
		return status, head, string(after)
	}
}

// media is where Asterisk wants our sound (the c= and m= lines of its SDP).
func media(t *testing.T, sdp string) net.Addr {
	t.Helper()
	_, rest, ok := strings.Cut(sdp, "m=audio ")
	if !ok {
		t.Fatalf("no audio in %q", sdp)
	}
	port, _, _ := strings.Cut(rest, " ")
	addr, err := net.ResolveUDPAddr("udp", "127.0.0.1:"+port)
	if err != nil {
		t.Fatal(err)
	}
	return addr
}

// speak sends one packet of 20 ms of the same code, loud and clear.
func (p *phone) speak(seq int) {
	p.t.Helper()
	packet := append([]byte{0x80, 8, byte(seq >> 8), byte(seq), 0, 0, byte(seq * 160 >> 8), byte(seq * 160), 1, 2, 3, 4},
		bytes.Repeat([]byte{0xAA, 0xAA, 0x2A, 0x2A}, 40)...)
	if _, err := p.rtp.WriteTo(packet, p.remote); err != nil {
		p.t.Fatal(err)
	}
}

// listen returns the sound of the next packet from Asterisk.
func (p *phone) listen() []byte {
	p.t.Helper()
	buf := make([]byte, 2048)
	if err := p.rtp.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		p.t.Fatal(err)
	}
	n, _, err := p.rtp.ReadFrom(buf)
	if err != nil {
		p.t.Fatalf("no sound from Asterisk: %v", err)
	}
	return buf[12:n]
}
