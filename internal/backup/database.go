package backup

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strings"
)

// ErrNoClient is returned when PostgreSQL's own programs are not on this machine.
var ErrNoClient = errors.New("PostgreSQL's programs pg_dump and pg_restore are needed: install postgresql-client, of the server's version or newer")

// dump writes the whole database as it is at one moment.
func dump(ctx context.Context, databaseURL, file string) error {
	return client(ctx, databaseURL, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file="+file)
}

// load fills an empty database in one transaction: all of it, or nothing.
func load(ctx context.Context, databaseURL, file string) error {
	return client(ctx, databaseURL, "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", file)
}

// client runs one of PostgreSQL's programs. The password is given by the environment:
// everybody on the machine can read a command line.
func client(ctx context.Context, databaseURL, program string, args ...string) error {
	address, password, err := split(databaseURL)
	if err != nil {
		return err
	}
	args = append([]string{"--no-password", "--dbname=" + address}, args...)
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = os.Environ()
	if password != "" {
		cmd.Env = append(cmd.Env, "PGPASSWORD="+password)
	}
	out, err := cmd.CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		return ErrNoClient
	}
	if err != nil && strings.Contains(string(out), "version mismatch") {
		err = ErrNoClient
	}
	if err != nil {
		return fmt.Errorf("%s: %w: %s", program, err, strings.TrimSpace(string(out)))
	}
	return nil
}

// split takes the password out of a database's URL.
func split(databaseURL string) (address, password string, err error) {
	u, err := url.Parse(databaseURL)
	if err != nil || u.Scheme == "" {
		return "", "", errors.New("HOTLINE_DATABASE_URL is no address such as postgres://hotline@127.0.0.1:5432/hotline")
	}
	if u.User != nil {
		password, _ = u.User.Password()
		u.User = url.User(u.User.Username())
	}
	query := u.Query()
	if p := query.Get("password"); p != "" {
		password = p
		query.Del("password")
	}
	for name := range query {
		if strings.HasPrefix(name, "pool_") { // of our pool, unknown to libpq
			query.Del(name)
		}
	}
	u.RawQuery = query.Encode()
	return u.String(), password, nil
}
