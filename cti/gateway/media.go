package gateway

import (
	"fmt"
	"net"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/webrtc/v4"
)

// pcma is the only codec: the trunk's own, so nothing is transcoded.
var pcma = webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypePCMA, ClockRate: 8000, Channels: 1}

// Browsers check their path every 2.5 s; two missing signs mean that nobody hears.
const (
	disconnectedAfter = 5 * time.Second
	keepAlive         = 2 * time.Second
)

// openMedia opens the browsers' port, UDP and ICE-TCP on the same number, and
// prepares pion: RTCP reports only, no NACK or congestion control for 64 kbit/s.
func (g *Gateway) openMedia() error {
	addr, err := net.ResolveUDPAddr("udp4", g.cfg.MediaAddr)
	if err != nil {
		return fmt.Errorf("media address %q: %w", g.cfg.MediaAddr, err)
	}
	udp, tcp, err := listenBoth(addr)
	for try := 1; err != nil && addr.Port == 0 && try < 20; try++ {
		udp, tcp, err = listenBoth(addr) // any port will do, but it must be free for both
	}
	if err != nil {
		return err
	}
	g.mediaAddr = udp.LocalAddr().String()
	_ = udp.SetReadBuffer(socketBuffer)
	_ = udp.SetWriteBuffer(socketBuffer)
	udpMux := webrtc.NewICEUDPMux(nil, signOfLife{udp})
	tcpMux := webrtc.NewICETCPMux(nil, tcp, 32)
	g.closeMedia = func() { _, _, _, _ = udpMux.Close(), tcpMux.Close(), udp.Close(), tcp.Close() }
	var s webrtc.SettingEngine
	s.SetICEUDPMux(udpMux)
	s.SetICETCPMux(tcpMux)
	s.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4, webrtc.NetworkTypeTCP4})
	s.SetLite(true)
	s.SetICETimeouts(disconnectedAfter, g.cfg.HeadsetLimit-disconnectedAfter, keepAlive)
	s.SetIncludeLoopbackCandidate(true)
	if g.cfg.PublicIP != "" {
		err := s.SetICEAddressRewriteRules(webrtc.ICEAddressRewriteRule{
			External: []string{g.cfg.PublicIP}, AsCandidateType: webrtc.ICECandidateTypeHost, Mode: webrtc.ICEAddressRewriteReplace,
		})
		if err != nil {
			g.closeMedia()
			return fmt.Errorf("public address %q: %w", g.cfg.PublicIP, err)
		}
	}
	return g.prepare(s)
}

// listenBoth opens one port number for UDP and for TCP.
func listenBoth(addr *net.UDPAddr) (*net.UDPConn, *net.TCPListener, error) {
	udp, err := net.ListenUDP("udp4", addr)
	if err != nil {
		return nil, nil, fmt.Errorf("open the browsers' UDP port: %w", err)
	}
	port := udp.LocalAddr().(*net.UDPAddr).Port
	tcp, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: addr.IP, Port: port})
	if err != nil {
		_ = udp.Close()
		return nil, nil, fmt.Errorf("open the browsers' TCP port: %w", err)
	}
	return udp, tcp, nil
}

func (g *Gateway) prepare(s webrtc.SettingEngine) error {
	m := &webrtc.MediaEngine{}
	if err := m.RegisterCodec(webrtc.RTPCodecParameters{RTPCodecCapability: pcma, PayloadType: payloadPCMA}, webrtc.RTPCodecTypeAudio); err != nil {
		return fmt.Errorf("register A-law: %w", err)
	}
	reports := &interceptor.Registry{}
	if err := webrtc.ConfigureRTCPReports(reports); err != nil {
		return fmt.Errorf("set up RTCP reports: %w", err)
	}
	g.api = webrtc.NewAPI(webrtc.WithMediaEngine(m), webrtc.WithSettingEngine(s), webrtc.WithInterceptorRegistry(reports))
	return nil
}
