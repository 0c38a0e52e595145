package devstack

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// Postgres is a private PostgreSQL cluster.
type Postgres struct {
	Port int
	dir  string
	bin  string
	log  string
}

// PostgresOptions choose the cluster's folder name and port; 0 = any free one.
type PostgresOptions struct {
	Name     string
	Port     int
	Progress Progress
	// Volatile gives safety on power loss up for speed: for tests.
	Volatile bool
}

// StartPostgres makes the cluster when it does not exist, and starts it.
func StartPostgres(ctx context.Context, o PostgresOptions) (*Postgres, error) {
	bin, err := postgresBin()
	if err != nil {
		return nil, err
	}
	dir, err := clusterDir(o.Name)
	if err != nil {
		return nil, err
	}
	if o.Port == 0 {
		if o.Port, err = FreeTCP(); err != nil {
			return nil, err
		}
	}
	p := &Postgres{Port: o.Port, dir: dir, bin: bin, log: dir + ".log"}
	if _, err := os.Stat(filepath.Join(dir, "PG_VERSION")); errors.Is(err, os.ErrNotExist) {
		o.Progress.say("making a PostgreSQL cluster")
		if err := p.init(ctx); err != nil {
			return nil, err
		}
	}
	return p, p.Start(ctx, o.Volatile)
}

// postgresBin finds Debian's versioned folder, the newest first.
func postgresBin() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", errors.New("PostgreSQL is not installed: apt-get install postgresql")
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), nil
}

// clusterDir is a folder that the user postgres can reach: in .dev, or in the
// temporary folder when the project lies where postgres may not look.
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
	if exec.Command("runuser", "-u", "postgres", "--", "test", "-w", base).Run() == nil {
		return filepath.Join(base, name), nil
	}
	base = filepath.Join(os.TempDir(), "hotline-postgres-"+strconv.Itoa(int(inode(dev))))
	return filepath.Join(base, name), makeFor(base)
}

// makeFor makes a folder that belongs to the user postgres.
func makeFor(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make PostgreSQL's folder: %w", err)
	}
	if out, err := exec.Command("chown", "postgres:postgres", dir).CombinedOutput(); err != nil {
		return fmt.Errorf("make PostgreSQL's folder: %w\n%s", err, out)
	}
	return nil
}

func inode(dir string) uint64 {
	var st syscall.Stat_t
	_ = syscall.Stat(dir, &st)
	return st.Ino
}

// command runs one of PostgreSQL's programs, which refuse to run as root.
func (p *Postgres) command(ctx context.Context, name string, args ...string) error {
	argv := append([]string{filepath.Join(p.bin, name)}, args...)
	if os.Geteuid() == 0 {
		argv = append([]string{"runuser", "-u", "postgres", "--"}, argv...)
	}
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Dir = "/"
	if out, err := cmd.CombinedOutput(); err != nil {
		log, _ := os.ReadFile(p.log)
		return fmt.Errorf("%s: %w\n%s%s", name, err, tail(out), tail(log))
	}
	return nil
}

func (p *Postgres) init(ctx context.Context) error {
	return p.command(ctx, "initdb", "-D", p.dir, "-U", "hotline", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
}

// Start starts a cluster that was stopped.
func (p *Postgres) Start(ctx context.Context, volatile bool) error {
	options := fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -k %s -c max_connections=200", p.Port, os.TempDir())
	if volatile {
		options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
	}
	// -l must be a file of postgres'; the server must not hold our output.
	return p.command(ctx, "pg_ctl", "-D", p.dir, "-l", p.dir+".log", "-w", "-t", "30", "-o", options, "start")
}

// Stop stops the cluster; its data stays.
func (p *Postgres) Stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	return p.command(ctx, "pg_ctl", "-D", p.dir, "-m", "fast", "-w", "stop")
}

// Running says whether the port answers.
func (p *Postgres) Running() bool {
	c, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", p.Port), time.Second)
	if err != nil {
		return false
	}
	return c.Close() == nil
}

// URL is the address of a database in the cluster.
func (p *Postgres) URL(database string) string {
	return fmt.Sprintf("postgres://hotline@127.0.0.1:%d/%s?sslmode=disable", p.Port, database)
}

// CreateDatabase makes a database, as a copy of template unless that is empty.
func (p *Postgres) CreateDatabase(ctx context.Context, name, template string) error {
	args := []string{"-h", "127.0.0.1", "-p", strconv.Itoa(p.Port), "-U", "hotline"}
	if template != "" {
		args = append(args, "-T", template)
	}
	return p.command(ctx, "createdb", append(args, name)...)
}
