package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"hotline12345/internal/devstack"
)

type options struct {
	json, ephemeral bool
	duty, keep      string
}

// stack is a whole hotline on this machine.
type stack struct {
	name     string // of its folders
	dir      string // the service's own data
	ports    ports
	asterisk *devstack.Asterisk
	postgres *devstack.Postgres
	hotline  *devstack.Process
	watchdog *devstack.Process
	program  string
	env      []string
}

// run starts everything, prints where it is, and stops it all at the end.
func run(ctx context.Context, o options, show *report) (err error) {
	began := time.Now()
	s, unlock, err := open(o)
	if err != nil {
		return err
	}
	defer unlock()
	defer func() { err = errors.Join(err, s.stop(o, show)) }()
	if err := s.start(ctx, o, show); err != nil {
		return err
	}
	if o.json {
		if err := s.printJSON(os.Stdout); err != nil {
			return err
		}
	} else {
		s.print(os.Stdout, time.Since(began))
	}
	select {
	case <-ctx.Done():
		return nil
	case <-s.hotline.Done():
		return fmt.Errorf("the service has ended by itself\n%s", s.hotline.Output())
	case <-s.watchdog.Done():
		return fmt.Errorf("the watchdog has ended by itself\n%s", s.watchdog.Output())
	case <-s.asterisk.Done():
		return fmt.Errorf("the Asterisk process has ended by itself\n%s", s.asterisk.Log())
	case <-s.postgres.Done():
		return errors.New("the PostgreSQL process has ended by itself")
	}
}

// open chooses names and ports. A second make run in one project is refused.
func open(o options) (s *stack, unlock func(), err error) {
	dev, err := devstack.Dir()
	if err != nil {
		return nil, nil, err
	}
	s, unlock = &stack{name: "run"}, func() {}
	if o.ephemeral {
		s.name = "once-" + strings.ToLower(rand.Text()[:8])
		s.ports, err = free()
	} else {
		if unlock, err = devstack.TryLock(filepath.Join(dev, "run.lock")); err != nil {
			return nil, nil, fmt.Errorf("make run is running already in this folder: %w", err)
		}
		s.ports, err = usual()
	}
	s.dir = filepath.Join(dev, "data", s.name)
	if err == nil {
		err = os.MkdirAll(s.dir, 0o755)
	}
	if err != nil {
		unlock()
	}
	return s, unlock, err
}

// start brings up Asterisk, PostgreSQL and the built service at the same time,
// then fills them and starts the service.
func (s *stack) start(ctx context.Context, o options, show *report) error {
	if err := devstack.Install(ctx, show.say, devstack.RunPackages()...); err != nil {
		return err
	}
	all, inner := errgroup.WithContext(ctx)
	all.Go(func() error {
		return show.step("Asterisk", func() error { return s.startAsterisk(inner, o, show) })
	})
	all.Go(func() error {
		return show.step("PostgreSQL", func() error { return s.startPostgres(inner, o, show) })
	})
	all.Go(func() (err error) {
		s.program, err = build(inner, show)
		return err
	})
	if err := all.Wait(); err != nil {
		return err
	}
	s.env = s.settings()
	fill, inner := errgroup.WithContext(ctx)
	fill.Go(func() error {
		for _, name := range []string{"migrate", "seed"} {
			if err := show.step("hotline "+name, func() error { return s.command(inner, name) }); err != nil {
				return err
			}
		}
		return nil
	})
	fill.Go(func() error {
		return show.step("making the prompts", func() error { return s.shown(inner, show, "prompts") })
	})
	if err := fill.Wait(); err != nil {
		return err
	}
	if err := show.step("the service", func() error { return s.serve(ctx) }); err != nil {
		return err
	}
	return s.watch()
}

func (s *stack) startAsterisk(ctx context.Context, o options, show *report) (err error) {
	s.asterisk, err = devstack.StartAsterisk(ctx, devstack.AsteriskOptions{
		Name: s.name, ARIPort: s.ports.ARI, SIPPort: s.ports.SIP, TrunkPort: s.ports.Trunk, RTPStart: s.ports.RTPStart,
		SharedSounds: true, Duty: strings.FieldsFunc(o.duty, func(r rune) bool { return r == ',' }), Progress: show.say,
	})
	return err
}

func (s *stack) startPostgres(ctx context.Context, o options, show *report) (err error) {
	s.postgres, err = devstack.StartPostgres(ctx, devstack.PostgresOptions{
		Name: s.name, Port: s.ports.Postgres, Volatile: o.ephemeral, Progress: show.say,
	})
	if err != nil {
		return err
	}
	if s.postgres.HasDatabase(ctx, "hotline") {
		return nil
	}
	return s.postgres.CreateDatabase(ctx, "hotline", "")
}

// stop ends everything in the order of who needs whom, and removes what was
// made for this once.
func (s *stack) stop(o options, show *report) error {
	return show.step("stopping", func() error {
		if s.watchdog != nil {
			s.watchdog.Stop(5 * time.Second)
		}
		if s.hotline != nil {
			s.hotline.Stop(15 * time.Second)
		}
		if s.asterisk != nil {
			s.asterisk.Stop()
		}
		var err error
		if s.postgres != nil {
			err = s.postgres.Stop()
		}
		err = errors.Join(err, s.keepLogs(o.keep))
		if !o.ephemeral {
			return err
		}
		if s.asterisk != nil {
			s.asterisk.Remove()
		}
		if s.postgres != nil {
			err = errors.Join(err, s.postgres.Remove())
		}
		return errors.Join(err, os.RemoveAll(s.dir))
	})
}
