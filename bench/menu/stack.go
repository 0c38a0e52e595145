package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"hotline12345/internal/devstack"
)

// stack is a service with an Asterisk and a PostgreSQL of its own.
type stack struct {
	asterisk *devstack.Asterisk
	postgres *devstack.Postgres
	service  *devstack.Process
	page     string
}

// start starts a program of the service in a folder.
func start(ctx context.Context, program, dir string) (s *stack, err error) {
	name := "bench-" + strings.ToLower(rand.Text()[:8])
	s = &stack{}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.stop())
		}
	}()
	if s.asterisk, err = devstack.StartAsterisk(ctx, devstack.AsteriskOptions{Name: name, SharedSounds: true}); err != nil {
		return s, err
	}
	if s.postgres, err = devstack.StartPostgres(ctx, devstack.PostgresOptions{Name: name, Volatile: true}); err != nil {
		return s, err
	}
	if err = s.postgres.CreateDatabase(ctx, "hotline", ""); err != nil {
		return s, err
	}
	env, err := s.settings(dir)
	if err != nil {
		return s, err
	}
	for _, name := range []string{"migrate", "seed", "prompts"} {
		cmd := exec.CommandContext(ctx, program, name)
		cmd.Env = env
		if out, err := cmd.CombinedOutput(); err != nil {
			return s, fmt.Errorf("%s: %w\n%s", name, err, out)
		}
	}
	cmd := exec.Command(program, "serve")
	cmd.Env = env
	if s.service, err = devstack.StartProcess(cmd, syscall.SIGTERM, filepath.Join(dir, "hotline.log")); err != nil {
		return s, err
	}
	if err = s.service.WaitUntil(ctx, 60*time.Second, s.healthy); err != nil {
		return s, fmt.Errorf("the service: %w\n%s", err, s.service.Output())
	}
	return s, nil
}

func (s *stack) settings(dir string) ([]string, error) {
	var ports [3]int
	for i := range ports {
		var err error
		if ports[i], err = devstack.FreePort(); err != nil {
			return nil, err
		}
	}
	s.page = fmt.Sprintf("http://127.0.0.1:%d", ports[0])
	a := s.asterisk
	return append(os.Environ(),
		fmt.Sprintf("HOTLINE_HTTP_ADDR=127.0.0.1:%d", ports[0]), "HOTLINE_DATABASE_URL="+s.postgres.URL("hotline"),
		"HOTLINE_ARI_URL="+a.ARIURL, "HOTLINE_ARI_USER="+a.User, "HOTLINE_ARI_PASSWORD="+a.Password,
		"HOTLINE_AMI_ADDR="+a.AMIAddr, "HOTLINE_AMI_PASSWORD="+a.AMIPassword, "HOTLINE_MESSAGES_DIR="+a.MessagesDir,
		"HOTLINE_DATA_DIR="+filepath.Join(dir, "data"), "HOTLINE_SOUNDS_DIR="+a.SoundsDir, "HOTLINE_ASTERISK_SOUNDS_DIR="+a.AsteriskSoundsDir,
		fmt.Sprintf("HOTLINE_RELAY_ADDR=127.0.0.1:%d", ports[1]), fmt.Sprintf("HOTLINE_MEDIA_ADDR=127.0.0.1:%d", ports[2]), "HOTLINE_TRUNK=trunk",
	), nil
}

func (s *stack) healthy(ctx context.Context) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.page+"/api/health", nil)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// first gives the cores to both menus and to the telephones before all else that runs on the
// machine (SCHED_RR), where others use it too and would be what is measured.
func (s *stack) first(ctx context.Context) error {
	for _, pid := range []int{s.service.PID(), s.asterisk.PID(), os.Getpid()} {
		cmd := exec.CommandContext(ctx, "chrt", "--all-tasks", "--rr", "--pid", "10", strconv.Itoa(pid))
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("chrt: %w\n%s", err, out)
		}
	}
	return nil
}

// stop ends everything and removes what it wrote.
func (s *stack) stop() error {
	if s.service != nil {
		s.service.Stop(15 * time.Second)
	}
	if s.asterisk != nil {
		s.asterisk.Stop()
		s.asterisk.Remove()
	}
	if s.postgres == nil {
		return nil
	}
	return errors.Join(s.postgres.Stop(), s.postgres.Remove())
}

// build builds the service of a project's folder.
func build(ctx context.Context, project, program string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-o", program, "./cmd/hotline")
	cmd.Dir = project
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build %s: %w\n%s", project, err, out)
	}
	return nil
}
