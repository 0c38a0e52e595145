package asterisk

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
)

// manager is a connection to Asterisk's Manager Interface (AMI), the second way in. Each
// message is lines of "Key: value", ended by an empty one.
type manager struct {
	conn net.Conn
	text *textproto.Reader
	n    int // the newest ActionID
}

// errRefused is returned for an action that Asterisk answers with an error.
var errRefused = errors.New("refused")

// openManager connects and logs in. The connection breaks when ctx ends.
func openManager(ctx context.Context, addr, user, password string) (*manager, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("open AMI: %w", err)
	}
	if limit, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(limit); err != nil {
			return nil, errors.Join(fmt.Errorf("open AMI: %w", err), conn.Close())
		}
	}
	m := &manager{conn: conn, text: textproto.NewReader(bufio.NewReader(conn))}
	_, err = m.text.ReadLine() // the greeting
	if err == nil {
		_, err = m.do("Login", map[string]string{"Username": user, "Secret": password, "Events": "off"})
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open AMI: %w", err), conn.Close())
	}
	return m, nil
}

func (m *manager) close() { _ = m.conn.Close() }

// lineEnds would begin another line of the message.
var lineEnds = strings.NewReplacer("\r", "", "\n", "")

// do sends an action and returns its response; errRefused where that is an error.
func (m *manager) do(action string, fields map[string]string) (textproto.MIMEHeader, error) {
	m.n++
	id := strconv.Itoa(m.n)
	var b strings.Builder
	fmt.Fprintf(&b, "Action: %s\r\nActionID: %s\r\n", action, id)
	for _, k := range slices.Sorted(maps.Keys(fields)) {
		fmt.Fprintf(&b, "%s: %s\r\n", k, lineEnds.Replace(fields[k]))
	}
	if _, err := m.conn.Write([]byte(b.String() + "\r\n")); err != nil {
		return nil, fmt.Errorf("AMI %s: %w", action, err)
	}
	for {
		reply, err := m.text.ReadMIMEHeader()
		switch {
		case err != nil:
			return nil, fmt.Errorf("AMI %s: %w", action, err)
		case reply.Get("ActionID") != id || reply.Get("Response") == "":
			continue
		case reply.Get("Response") == "Error":
			return nil, fmt.Errorf("AMI %s: %s: %w", action, reply.Get("Message"), errRefused)
		}
		return reply, nil
	}
}

// list sends an action that is answered with a list of events, and returns those of one
// kind.
func (m *manager) list(action, event, last string) (events []textproto.MIMEHeader, err error) {
	if _, err := m.do(action, nil); err != nil {
		return nil, err
	}
	for {
		e, err := m.text.ReadMIMEHeader()
		if err != nil {
			return nil, fmt.Errorf("AMI %s: %w", action, err)
		}
		switch e.Get("Event") {
		case event:
			events = append(events, e)
		case last:
			return events, nil
		}
	}
}
