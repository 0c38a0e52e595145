package trouble

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"strings"
	"syscall"
)

// Network are the kinds that failures of a connection have for one part.
type Network struct{ Refused, Name, Silent, Broken, Certificate Kind }

// The parts that are reached over a network.
var (
	Database = Network{DatabaseRefused, DatabaseName, DatabaseSilent, DatabaseBroken, DatabaseCertificate}
	ARI      = Network{ARIRefused, ARIName, ARISilent, ARIBroken, ARICertificate}
	Service  = Network{Refused: ServiceAway, Name: ServiceAway, Silent: ServiceSilent, Broken: ServiceAway, Certificate: ServiceAway}
)

// Kind returns the kind of an error of a connection, and reports whether it is one.
func (n Network) Kind(err error) (Kind, bool) {
	var name *net.DNSError
	var timeout net.Error
	switch {
	case certificate(err):
		return n.Certificate, true
	case errors.As(err, &name):
		return n.Name, true
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, fs.ErrNotExist): // a socket in the file system
		return n.Refused, true
	case errors.As(err, &timeout) && timeout.Timeout(), errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded),
		errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return n.Silent, true
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, net.ErrClosed), idleClosed(err):
		return n.Broken, true
	}
	return "", false
}

// idleClosed recognizes net/http's word for a server that hung up before it was asked, which
// has no name.
func idleClosed(err error) bool {
	return strings.Contains(err.Error(), "server closed idle connection")
}

// certificate reports whether an error says that a certificate is not believed.
func certificate(err error) bool {
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verify *tls.CertificateVerificationError
	return errors.As(err, &authority) || errors.As(err, &host) || errors.As(err, &invalid) || errors.As(err, &verify)
}

// ofThisMachine recognizes what the operating system says: of ports, disks and files.
func ofThisMachine(err error) (kind Kind, where string, ok bool) {
	var listen *net.OpError
	if errors.As(err, &listen) && listen.Op == "listen" && listen.Addr != nil {
		where = listen.Addr.String()
		switch {
		case errors.Is(err, syscall.EADDRINUSE):
			return PortTaken, where, true
		case errors.Is(err, syscall.EACCES):
			return PortRights, where, true
		case errors.Is(err, syscall.EADDRNOTAVAIL):
			return PortAddress, where, true
		}
	}
	var file *fs.PathError
	where = "the data folder"
	if errors.As(err, &file) {
		where = file.Path
	}
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return DiskFull, where, true
	case file != nil && (errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)):
		return FileRights, where, true
	}
	return "", "", false
}
