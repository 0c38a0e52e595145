// Package devstack starts the real parts around the service, an Asterisk and a
// PostgreSQL of our own, in a folder that git ignores. make run and the tests use
// it; the system's own services are never touched.
package devstack

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// cluster is a PostgreSQL data folder and the programs that serve it.
type cluster struct {
	dir, bin, log string
	password      string
}

// openCluster finds the folder and programs; the folder may not exist yet.
func openCluster(name string) (cluster, error) {
	bin, err := postgresBin()
	if err != nil {
		return cluster{}, err
	}
	dir, err := clusterDir(name)
	if err != nil {
		return cluster{}, err
	}
	c := cluster{dir: dir, bin: bin, log: dir + ".log"}
	raw, err := os.ReadFile(c.passwordFile())
	if err == nil {
		c.password = strings.TrimSpace(string(raw))
	}
	return c, nil
}

// postgresBin finds Debian's versioned folder, the newest first.
func postgresBin() (string, error) {
	found, _ := filepath.Glob(PostgreSQL.File)
	if len(found) == 0 {
		return "", errors.New("PostgreSQL is not installed: apt-get install postgresql")
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), nil
}

// clusterDir is a folder that the user postgres can reach: in .dev, or in the
// temporary folder when the project lies where postgres may not read.
func clusterDir(name string) (string, error) {
	dev, err := Dir()
	if err != nil {
		return "", err
	}
	base := filepath.Join(dev, "postgres")
	if os.Geteuid() != 0 {
		return filepath.Join(base, name), os.MkdirAll(base, 0o755)
	}
	if err := makeFor(base); err != nil {
		return "", err
	}
	test := exec.Command("test", "-w", base)
	test.Dir = "/"
	if err := asPostgres(test); err != nil {
		return "", err
	}
	if test.Run() == nil {
		return filepath.Join(base, name), nil
	}
	base = filepath.Join(os.TempDir(), "hotline-postgres-"+strconv.FormatUint(inode(dev), 10))
	return filepath.Join(base, name), makeFor(base)
}

// makeFor makes a folder that belongs to the user postgres.
func makeFor(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make PostgreSQL's folder: %w", err)
	}
	uid, gid, err := postgresUser()
	if err != nil {
		return err
	}
	if err := os.Chown(dir, uid, gid); err != nil {
		return fmt.Errorf("make PostgreSQL's folder: %w", err)
	}
	return nil
}

func inode(dir string) uint64 {
	var st syscall.Stat_t
	_ = syscall.Stat(dir, &st)
	return st.Ino
}

// postgresUser is who the server runs as; it refuses to run as root.
func postgresUser() (uid, gid int, err error) {
	u, err := user.Lookup("postgres")
	if err != nil {
		return 0, 0, fmt.Errorf("PostgreSQL's user: %w", err)
	}
	if uid, err = strconv.Atoi(u.Uid); err != nil {
		return 0, 0, fmt.Errorf("PostgreSQL's user: %w", err)
	}
	gid, err = strconv.Atoi(u.Gid)
	return uid, gid, err
}

// asPostgres makes the command run as the user postgres when we are root.
func asPostgres(cmd *exec.Cmd) error {
	if os.Geteuid() != 0 {
		return nil
	}
	uid, gid, err := postgresUser()
	if err != nil {
		return err
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	return nil
}

func (c cluster) passwordFile() string { return c.dir + ".password" }

func (c cluster) exists() bool {
	_, err := os.Stat(filepath.Join(c.dir, "PG_VERSION"))
	return err == nil
}

// init makes the cluster, with a password of its own: the port is on the
// loopback interface, where every user of the machine can reach it.
func (c *cluster) init(ctx context.Context) error {
	c.password = rand.Text()
	if err := os.WriteFile(c.passwordFile(), []byte(c.password+"\n"), 0o600); err != nil {
		return fmt.Errorf("make a PostgreSQL cluster: %w", err)
	}
	if os.Geteuid() == 0 {
		uid, gid, err := postgresUser()
		if err != nil {
			return err
		}
		if err := os.Chown(c.passwordFile(), uid, gid); err != nil {
			return fmt.Errorf("make a PostgreSQL cluster: %w", err)
		}
	}
	err := c.run(ctx, "initdb", "-D", c.dir, "-U", "hotline", "-A", "scram-sha-256", "--pwfile="+c.passwordFile(),
		"-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
	if err != nil {
		_ = os.RemoveAll(c.dir) // half a cluster would be taken for a whole one
	}
	return err
}

// serving reports whether a server runs on the folder.
func (c cluster) serving(ctx context.Context) bool {
	return c.run(ctx, "pg_ctl", "-D", c.dir, "status") == nil
}

func (c cluster) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	return c.run(ctx, "pg_ctl", "-D", c.dir, "-m", "fast", "-w", "stop")
}

func (c cluster) remove() error {
	return errors.Join(os.RemoveAll(c.dir), os.RemoveAll(c.log), os.RemoveAll(c.passwordFile()))
}

// run runs one of PostgreSQL's programs as the user postgres.
func (c cluster) run(ctx context.Context, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, filepath.Join(c.bin, name), args...)
	cmd.Dir = "/"
	cmd.Env = append(os.Environ(), "PGPASSWORD="+c.password)
	if err := asPostgres(cmd); err != nil {
		return err
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		log, _ := os.ReadFile(c.log)
		return fmt.Errorf("%s: %w\n%s%s", name, err, tail(out), tail(log))
	}
	return nil
}
