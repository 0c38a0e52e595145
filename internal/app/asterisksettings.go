package app

import (
	"fmt"
	"net"
	"net/url"
	"strconv"

	asteriskconfig "hotline12345/asterisk-config"
)

// AsteriskSettings are what only Asterisk's configuration needs, beside Settings.
// Paths are as Asterisk sees them.
type AsteriskSettings struct {
	Dir        string   `env:"HOTLINE_ASTERISK_DIR" envDefault:"/var/lib/hotline/asterisk"`
	MusicDir   string   `env:"HOTLINE_MUSIC_DIR" envDefault:"/var/lib/hotline/music"`
	SIPAddr    string   `env:"HOTLINE_SIP_ADDR" envDefault:"127.0.0.1:5060"`
	RTPStart   int      `env:"HOTLINE_RTP_START" envDefault:"17000"`
	RTPEnd     int      `env:"HOTLINE_RTP_END" envDefault:"18999"`
	TrunkAddr  string   `env:"HOTLINE_TRUNK_ADDR" envDefault:"127.0.0.1:5070"`
	TrunkMatch []string `env:"HOTLINE_TRUNK_MATCH" envDefault:"127.0.0.1"`
	// TrunkCallerID is our number in calls over the trunk, as the carrier wants it;
	// empty is HOTLINE_NUMBER.
	TrunkCallerID string   `env:"HOTLINE_TRUNK_CALLER_ID"`
	UserAgent     string   `env:"HOTLINE_SIP_USER_AGENT" envDefault:"SIP"`
	Duty          []string `env:"HOTLINE_DUTY"`
	MaxCalls      int      `env:"HOTLINE_MAX_CALLS" envDefault:"1000"`
}

// ReadAsteriskSettings reads them as ReadSettings does.
func ReadAsteriskSettings() (AsteriskSettings, error) {
	var a AsteriskSettings
	return a, parse(&a)
}

// Config returns the configuration of an Asterisk that serves a service with the
// settings s; an error names the variable that is wrong.
func (a AsteriskSettings) Config(s Settings) (asteriskconfig.Settings, error) {
	host, trunkPort, err := hostPort("HOTLINE_TRUNK_ADDR", a.TrunkAddr)
	if err != nil {
		return asteriskconfig.Settings{}, err
	}
	ari, err := url.Parse(s.ARIURL)
	if err != nil {
		return asteriskconfig.Settings{}, fmt.Errorf("HOTLINE_ARI_URL: %w", err)
	}
	_, ariPort, err := hostPort("HOTLINE_ARI_URL", ari.Host)
	if err != nil {
		return asteriskconfig.Settings{}, err
	}
	_, amiPort, err := hostPort("HOTLINE_AMI_ADDR", s.AMIAddr)
	if err != nil {
		return asteriskconfig.Settings{}, err
	}
	return asteriskconfig.Settings{
		Dir: a.Dir, SystemName: "a", MaxCalls: a.MaxCalls,
		ARIPort: ariPort, ARIUser: s.ARIUser, ARIPassword: s.ARIPassword,
		AMIPort: amiPort, AMIPassword: s.AMIPassword,
		SIPAddr: a.SIPAddr, RTPStart: a.RTPStart, RTPEnd: a.RTPEnd,
		SoundsDir: s.AsteriskSoundsDir, MusicDir: a.MusicDir, CallerID: s.MainNumber, UserAgent: a.UserAgent,
		Trunks: []asteriskconfig.Trunk{{Name: s.Trunk, Host: host, Port: trunkPort, Match: a.TrunkMatch, Qualify: 30, CallerID: a.TrunkCallerID}},
		Duty:   a.Duty,
	}, nil
}

func hostPort(name, addr string) (string, int, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", 0, fmt.Errorf("%s %q: want host:port: %w", name, addr, err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return "", 0, fmt.Errorf("%s %q: the port is no number", name, addr)
	}
	return host, n, nil
}
