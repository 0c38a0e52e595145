package trouble_test

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"hotline12345/internal/trouble"
)

// TestEachKindSaysWhatHappenedAndWhatToDo: a kind without sentences would leave the person
// alone.
func TestEachKindSaysWhatHappenedAndWhatToDo(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "kinds.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok || spec.Type == nil || spec.Names[0].Name == "sentences" {
			return true
		}
		n++
		kind, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		said := &trouble.Trouble{Kind: trouble.Kind(kind), Where: "HERE", Err: errors.New("cause")}
		for _, sentence := range []string{said.Happened(), said.Do()} {
			if len(sentence) < 15 || strings.Contains(sentence, "{") || strings.HasSuffix(sentence, ".") {
				t.Errorf("%s says %q", kind, sentence)
			}
		}
		return true
	})
	if n < 30 {
		t.Errorf("only %d kinds were found", n)
	}
}

// TestWhatTheOperatingSystemSays of ports, disks and files is said, whoever was told it.
func TestWhatTheOperatingSystemSays(t *testing.T) {
	t.Parallel()
	listen := func(cause error) error {
		return &net.OpError{Op: "listen", Net: "tcp", Addr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 443}, Err: cause}
	}
	file := func(cause error) error {
		return &fs.PathError{Op: "open", Path: "data/x", Err: cause}
	}
	for _, c := range []struct {
		err   error
		kind  trouble.Kind
		where string
	}{
		{listen(syscall.EADDRINUSE), trouble.PortTaken, "127.0.0.1:443"},
		{listen(syscall.EACCES), trouble.PortRights, "127.0.0.1:443"},
		{listen(syscall.EADDRNOTAVAIL), trouble.PortAddress, "127.0.0.1:443"},
		{file(syscall.ENOSPC), trouble.DiskFull, "data/x"},
		{syscall.EDQUOT, trouble.DiskFull, "the data folder"},
		{file(syscall.EACCES), trouble.FileRights, "data/x"},
		{file(syscall.EROFS), trouble.FileRights, "data/x"},
	} {
		err := fmt.Errorf("open the service: %w", c.err)
		found, ok := trouble.Find(err)
		if !ok || found.Kind != c.kind || !strings.Contains(found.Happened(), c.where) {
			t.Errorf("%v: found %+v", err, found)
			continue
		}
		if said := trouble.Explain(err); !strings.Contains(said, "why: open the service: ") || !strings.Contains(said, "do:  "+found.Do()) {
			t.Errorf("it is said as\n%s", said)
		}
		if said := trouble.Say(err); said != found.Happened()+"; "+found.Do() {
			t.Errorf("in one line: %s", said)
		}
	}
	for _, err := range []error{file(fs.ErrNotExist), errors.New("a fault of ours"), context.Canceled} {
		if found, ok := trouble.Find(err); ok || trouble.Explain(err) != err.Error() || trouble.Say(err) != err.Error() || trouble.Advice(err, "ask") != "ask" {
			t.Errorf("%v is taken for %+v", err, found)
		}
	}
}

// TestConnectionsFail in the ways that a network has.
func TestConnectionsFail(t *testing.T) {
	t.Parallel()
	dial := func(cause error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: cause} }
	for want, errs := range map[trouble.Kind][]error{
		trouble.ARIRefused: {dial(syscall.ECONNREFUSED)},
		trouble.ARIName:    {dial(&net.DNSError{Err: "no such host", Name: "x", IsNotFound: true})},
		trouble.ARISilent:  {context.DeadlineExceeded, dial(syscall.EHOSTUNREACH), dial(syscall.ENETUNREACH), dial(syscall.ETIMEDOUT)},
		trouble.ARIBroken:  {dial(syscall.ECONNRESET), net.ErrClosed, dial(syscall.EPIPE)},
		"":                 {errors.New("none"), context.Canceled},
	} {
		for _, err := range errs {
			if kind, ok := trouble.ARI.Kind(fmt.Errorf("ask: %w", err)); kind != want || ok != (want != "") {
				t.Errorf("%v is %q, want %q", err, kind, want)
			}
		}
	}
	// A socket in the file system that is not there.
	_, err := net.Dial("unix", filepath.Join(t.TempDir(), "none"))
	if kind, _ := trouble.Database.Kind(err); kind != trouble.DatabaseRefused {
		t.Errorf("%v is %q", err, kind)
	}
}
