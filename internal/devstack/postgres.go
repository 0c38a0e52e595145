package devstack

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Postgres is a private PostgreSQL cluster.
type Postgres struct {
	Port int
	cluster
	process *Process // nil when the cluster outlives this process
}

// PostgresOptions choose the cluster's folder name and port; 0 = any free one.
type PostgresOptions struct {
	Name     string
	Port     int
	Progress Progress
	// Volatile gives safety on power loss up for speed: for tests.
	Volatile bool
	// Detached leaves the server running when this process ends.
	Detached bool
}

// StartPostgres makes the cluster when it does not exist, and starts it. A
// server that a killed run left behind in the same folder is stopped first.
func StartPostgres(ctx context.Context, o PostgresOptions) (*Postgres, error) {
	if err := Install(ctx, o.Progress, PostgreSQL); err != nil {
		return nil, err
	}
	c, err := openCluster(o.Name)
	if err != nil {
		return nil, err
	}
	if o.Port == 0 {
		if o.Port, err = FreePort(); err != nil {
			return nil, err
		}
	}
	if !c.exists() {
		o.Progress.say("making a PostgreSQL cluster")
		if err := c.init(ctx); err != nil {
			return nil, err
		}
	}
	if c.serving(ctx) {
		if err := c.stop(); err != nil {
			return nil, err
		}
	}
	p := &Postgres{Port: o.Port, cluster: c}
	if o.Detached {
		return p, p.startDetached(ctx, o.Volatile)
	}
	return p, p.start(ctx, o.Volatile)
}

func (p *Postgres) arguments(volatile bool) []string {
	args := []string{"-p", strconv.Itoa(p.Port), "-c", "listen_addresses=127.0.0.1", "-k", os.TempDir(), "-c", "max_connections=200",
		"-c", "log_error_verbosity=terse"} // details repeat whole rows, with citizens' numbers
	if volatile {
		args = append(args, "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
	}
	return args
}

// start runs the server as a child that ends with this process.
func (p *Postgres) start(ctx context.Context, volatile bool) error {
	cmd := exec.Command(filepath.Join(p.bin, "postgres"), append([]string{"-D", p.dir}, p.arguments(volatile)...)...)
	cmd.Dir = "/"
	if err := asPostgres(cmd); err != nil {
		return err
	}
	running, err := StartProcess(cmd, syscall.SIGINT, p.log) // SIGINT: end sessions, then stop
	if err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	p.process = running
	err = running.WaitUntil(ctx, 30*time.Second, func(ctx context.Context) bool {
		return p.run(ctx, "pg_isready", "-q", "-h", "127.0.0.1", "-p", strconv.Itoa(p.Port)) == nil
	})
	if err != nil {
		running.Stop(5 * time.Second)
		return fmt.Errorf("start PostgreSQL on port %d: %w\n%s", p.Port, err, running.Output())
	}
	return nil
}

func (p *Postgres) startDetached(ctx context.Context, volatile bool) error {
	options := strings.Join(p.arguments(volatile), " ")
	return p.run(ctx, "pg_ctl", "-D", p.dir, "-l", p.log, "-w", "-t", "30", "-o", options, "start")
}

// Stop stops the cluster; its data stays.
func (p *Postgres) Stop() error {
	if p.process == nil {
		return p.stop()
	}
	if !p.process.Stop(20 * time.Second) {
		return errors.New("PostgreSQL did not stop within 20 s and was killed")
	}
	return nil
}

// Crash ends the server without a checkpoint: SIGQUIT as an operator does in
// haste, SIGKILL as a machine without memory does. What it leaves behind may need a
// moment before it starts again.
func (p *Postgres) Crash(sig syscall.Signal) { p.process.End(sig) }

// Done is closed when the server has ended.
func (p *Postgres) Done() <-chan struct{} { return p.process.ended }

// Running reports whether the port answers.
func (p *Postgres) Running() bool {
	c, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", p.Port), time.Second)
	if err != nil {
		return false
	}
	return c.Close() == nil
}

// URL is the address of a database in the cluster.
func (p *Postgres) URL(database string) string {
	user := "hotline"
	if p.password != "" {
		user += ":" + p.password
	}
	return fmt.Sprintf("postgres://%s@127.0.0.1:%d/%s?sslmode=disable", user, p.Port, database)
}

// CreateDatabase makes a database, as a copy of template unless that is empty.
func (p *Postgres) CreateDatabase(ctx context.Context, name, template string) error {
	if template == "" {
		template = "template1"
	}
	return p.SQL(ctx, "postgres", fmt.Sprintf(`CREATE DATABASE %q TEMPLATE %q`, name, template))
}

// HasDatabase reports whether the cluster has that database.
func (p *Postgres) HasDatabase(ctx context.Context, name string) bool {
	return p.SQL(ctx, name, "SELECT 1") == nil
}

// SQL runs one statement.
func (p *Postgres) SQL(ctx context.Context, database, statement string) error {
	return p.run(ctx, "psql", "-q", "-X", "-v", "ON_ERROR_STOP=1",
		"-h", "127.0.0.1", "-p", strconv.Itoa(p.Port), "-U", "hotline", "-d", database, "-c", statement)
}

// LogFile is where the server writes its lines.
func (p *Postgres) LogFile() string { return p.log }

// PID is the number of the server's first process.
func (p *Postgres) PID() int { return p.process.PID() }

// Remove deletes a stopped cluster.
func (p *Postgres) Remove() error { return p.remove() }
