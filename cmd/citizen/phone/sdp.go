package phone

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// Payload types: A-law is static, telephone-event is ours to choose.
const (
	payloadALaw  = 8
	payloadEvent = 101
)

// describe is the session description of a telephone that speaks A-law.
func describe(a netip.AddrPort) []byte {
	return fmt.Appendf(nil, "v=0\r\no=citizen 1 1 IN IP4 %[1]s\r\ns=call\r\nc=IN IP4 %[1]s\r\nt=0 0\r\n"+
		"m=audio %[2]d RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\n"+
		"a=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n", a.Addr(), a.Port())
}

// mediaAddress reads where the other side wants its audio.
func mediaAddress(sdp []byte) (netip.AddrPort, error) {
	var host, port string
	for line := range strings.Lines(string(sdp)) {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, "c=IN IP4 "); ok && host == "" {
			host, _, _ = strings.Cut(rest, "/")
		}
		if rest, ok := strings.CutPrefix(line, "m=audio "); ok {
			port, _, _ = strings.Cut(rest, " ")
		}
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("session description: %w", err)
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("session description: port %q", port)
	}
	return netip.AddrPortFrom(addr, uint16(n)), nil
}
