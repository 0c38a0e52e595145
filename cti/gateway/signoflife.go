package gateway

import (
	"net"
	"net/netip"

	"github.com/pion/stun/v4"
)

// signOfLife is the browsers' UDP port, which also answers plain STUN requests (RFC
// 8489, those without a USERNAME): a page whose network was away asks so whether the
// service is in reach again. A browser sends these every second or two; its TCP waits
// longer and longer, for a minute in the end.
type signOfLife struct{ *net.UDPConn }

// nowhere is the address that an answer names (RFC 5737). Nobody is to be reached there:
// that an answer comes is all that the page wants to know, and an address that is not
// the browser's own is one that browsers report.
var nowhere = &stun.XORMappedAddress{IP: net.IPv4(192, 0, 2, 1), Port: 9}

// ReadFromAddrPort implements ice.AddrPortReaderWriter: it reads the next packet that
// is not such a request.
func (s signOfLife) ReadFromAddrPort(b []byte) (int, netip.AddrPort, error) {
	for {
		n, from, err := s.ReadFromUDPAddrPort(b)
		if err != nil {
			return n, from, err
		}
		answer := answerTo(b[:n])
		if answer == nil {
			return n, from, nil
		}
		_, _ = s.WriteToUDPAddrPort(answer, from) // a lost answer is asked for again
	}
}

// WriteToAddrPort implements ice.AddrPortReaderWriter.
func (s signOfLife) WriteToAddrPort(b []byte, to netip.AddrPort) (int, error) {
	return s.WriteToUDPAddrPort(b, to)
}

// answerTo returns the answer to a plain STUN request, nil for any other packet.
func answerTo(packet []byte) []byte {
	if !stun.IsMessage(packet) {
		return nil
	}
	m := &stun.Message{Raw: packet}
	if m.Decode() != nil || m.Type != stun.BindingRequest || m.Contains(stun.AttrUsername) {
		return nil
	}
	answer, err := stun.Build(stun.NewTransactionIDSetter(m.TransactionID), stun.BindingSuccess, nowhere, stun.Fingerprint)
	if err != nil {
		return nil
	}
	return answer.Raw
}
