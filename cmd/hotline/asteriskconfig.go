package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"strconv"

	"github.com/caarlos0/env/v11"

	asteriskconfig "hotline12345/asterisk-config"
	"hotline12345/internal/music"
)

// asteriskSettings are what only Asterisk's configuration needs, beside Settings.
// Paths are as Asterisk sees them.
type asteriskSettings struct {
	Dir        string   `env:"HOTLINE_ASTERISK_DIR" envDefault:"/var/lib/hotline/asterisk"`
	MusicDir   string   `env:"HOTLINE_MUSIC_DIR" envDefault:"/var/lib/hotline/music"`
	SIPAddr    string   `env:"HOTLINE_SIP_ADDR" envDefault:"127.0.0.1:5060"`
	RTPStart   int      `env:"HOTLINE_RTP_START" envDefault:"17000"`
	RTPEnd     int      `env:"HOTLINE_RTP_END" envDefault:"18999"`
	TrunkAddr  string   `env:"HOTLINE_TRUNK_ADDR" envDefault:"127.0.0.1:5070"`
	TrunkMatch []string `env:"HOTLINE_TRUNK_MATCH" envDefault:"127.0.0.1"`
	Duty       []string `env:"HOTLINE_DUTY"`
	MaxCalls   int      `env:"HOTLINE_MAX_CALLS" envDefault:"1000"`
}

// asteriskConfig writes the configuration of an Asterisk that runs beside the
// service: the files into DIR, the music and the folders where it will look.
func asteriskConfig(_ context.Context, s Settings, args []string, out io.Writer) error {
	if len(args) != 1 {
		return errors.New("asterisk-config takes one folder, Asterisk's etc")
	}
	var a asteriskSettings
	if err := env.Parse(&a); err != nil {
		return fmt.Errorf("read settings: %w", err)
	}
	c, err := a.config(s)
	if err != nil {
		return err
	}
	if err := asteriskconfig.Render(args[0], c); err != nil {
		return err
	}
	for _, dir := range append(c.Folders(), a.MusicDir, c.SoundsDir) {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("make Asterisk's folders: %w", err)
		}
	}
	if err := music.Write(a.MusicDir); err != nil {
		return err
	}
	fmt.Fprintf(out, "Asterisk's configuration is in %s\n", args[0])
	return nil
}

func (a asteriskSettings) config(s Settings) (asteriskconfig.Settings, error) {
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
	return asteriskconfig.Settings{
		Dir: a.Dir, SystemName: "a", MaxCalls: a.MaxCalls,
		ARIPort: ariPort, ARIUser: s.ARIUser, ARIPassword: s.ARIPassword,
		SIPAddr: a.SIPAddr, RTPStart: a.RTPStart, RTPEnd: a.RTPEnd,
		SoundsDir: s.AsteriskSoundsDir, MusicDir: a.MusicDir, CallerID: s.MainNumber,
		Trunks: []asteriskconfig.Trunk{{Name: s.Trunk, Host: host, Port: trunkPort, Match: a.TrunkMatch, Qualify: 30}},
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
