package devstack

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"time"
)

// MailServer is an Exim of its own: it takes every mail and keeps it in a folder. With TLS
// it asks for MailUser and MailPassword.
type MailServer struct {
	// Addr speaks SMTP and offers STARTTLS, AddrTLS speaks TLS from the first byte.
	Addr, AddrTLS string
	// Certificate is the file of its certificate, which nobody trusts yet.
	Certificate string
	dir         string
}

// Who may send with TLS.
const (
	MailUser     = "hotline"
	MailPassword = "a-mail-password"
)

// eximConfig takes mail for anybody: over TLS of those who sign in, without TLS of all.
const eximConfig = `
primary_hostname = mail.hotline.test
spool_directory = %[1]s/spool
log_file_path = %[1]s/log/%%s
pid_file_path = %[1]s/pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = %[2]d : %[3]d
tls_on_connect_ports = %[3]d
tls_advertise_hosts = *
tls_certificate = %[4]s
tls_privatekey = %[1]s/key.pem
acl_smtp_rcpt = rcpt
qualify_domain = hotline.test
host_lookup =
rfc1413_hosts =
begin acl
rcpt:
  deny condition = ${if and{{def:tls_in_cipher}{!def:authenticated_id}}}
       message = sign in first
  deny local_parts = unknown
       message = no such user
  accept
begin routers
all:
  driver = accept
  transport = box
begin transports
box:
  driver = appendfile
  directory = %[1]s/box
  create_directory = false
  user = %[5]s
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_set_id = $auth2
  server_advertise_condition = ${if def:tls_in_cipher}
  server_condition = ${if and{{eq{$auth2}{` + MailUser + `}}{eq{$auth3}{` + MailPassword + `}}}}
`

// StartMailServer starts a mail server in a folder that is empty; it runs until ctx ends.
func StartMailServer(ctx context.Context, dir string) (*MailServer, error) {
	if err := Install(ctx, nil, Exim); err != nil {
		return nil, err
	}
	m := &MailServer{Certificate: filepath.Join(dir, "cert.pem"), dir: dir}
	runner, err := mailRunner()
	if err != nil {
		return nil, err
	}
	for _, sub := range []string{"spool", "log", "box"} {
		if err := ownFolder(filepath.Join(dir, sub), runner); err != nil {
			return nil, err
		}
	}
	if err := makeCertificate(m.Certificate, filepath.Join(dir, "key.pem"), runner); err != nil {
		return nil, err
	}
	plain, err := FreePort()
	if err != nil {
		return nil, err
	}
	full, err := FreePort()
	if err != nil {
		return nil, err
	}
	m.Addr, m.AddrTLS = net.JoinHostPort("127.0.0.1", strconv.Itoa(plain)), net.JoinHostPort("127.0.0.1", strconv.Itoa(full))
	config := filepath.Join(dir, "exim.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, eximConfig, dir, plain, full, m.Certificate, runner.Username), 0o644); err != nil {
		return nil, err
	}
	for d := dir; d != filepath.Dir(d) && runner.Uid != strconv.Itoa(os.Getuid()); d = filepath.Dir(d) {
		if info, err := os.Stat(d); err == nil && info.Mode().Perm()&0o001 == 0 {
			if err := os.Chmod(d, info.Mode().Perm()|0o011); err != nil {
				return nil, err
			}
		}
	}
	cmd := exec.CommandContext(ctx, "/usr/sbin/exim4", "-C", config, "-bdf", "-q30m")
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the mail server: %w", err)
	}
	go func() { _ = cmd.Wait() }()
	return m, m.answers(ctx)
}

// mailRunner is who Exim runs as: its own user where root starts it.
func mailRunner() (*user.User, error) {
	if os.Geteuid() != 0 {
		return user.Current()
	}
	return user.Lookup("Debian-exim")
}

func ownFolder(dir string, u *user.User) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return own(dir, u)
}

func own(path string, u *user.User) error {
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return err
	}
	return os.Chown(path, uid, gid)
}

// answers waits until the server takes connections.
func (m *MailServer) answers(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		conn, err := net.DialTimeout("tcp", m.Addr, time.Second)
		if err == nil {
			return conn.Close()
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("the mail server does not answer: %w", err)
		}
	}
}

// Mails returns the mails that arrived, as they came.
func (m *MailServer) Mails() ([]string, error) {
	files, err := filepath.Glob(filepath.Join(m.dir, "box", "q*"))
	if err != nil {
		return nil, err
	}
	list := make([]string, 0, len(files))
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		list = append(list, string(raw))
	}
	return list, nil
}

// makeCertificate writes a certificate for 127.0.0.1 that it has signed itself.
func makeCertificate(certFile, keyFile string, u *user.User) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail.hotline.test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return err
	}
	rawKey, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return err
	}
	if err := os.WriteFile(certFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o644); err != nil {
		return err
	}
	if err := os.WriteFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: rawKey}), 0o600); err != nil {
		return err
	}
	return own(keyFile, u)
}
