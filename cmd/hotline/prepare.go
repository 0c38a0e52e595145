package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"hotline12345/internal/app"
	"hotline12345/internal/postgres"
	"hotline12345/internal/postgres/demo"
	"hotline12345/internal/web"
)

// migrate brings the database to this version's schema.
func migrate(ctx context.Context, s app.Settings, _ []string, out io.Writer) error {
	if err := app.Migrate(ctx, s, ""); err != nil {
		return err
	}
	fmt.Fprintln(out, "the database has this version's schema")
	return nil
}

// seed loads the demo city; what is there already stays.
func seed(ctx context.Context, s app.Settings, _ []string, out io.Writer) error {
	store, err := postgres.Open(ctx, s.DatabaseURL, postgres.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	if err := demo.Seed(ctx, store, web.HashPassword); err != nil {
		return err
	}
	fmt.Fprintln(out, "the demo city 云湾市 is loaded")
	return nil
}

// demoAgents are the agents whose announcements are made in advance.
const demoAgents = 6

// prompts makes all sounds in advance, so that the first caller waits for none.
func prompts(ctx context.Context, s app.Settings, _ []string, out io.Writer) error {
	sounds, err := s.OpenSounds(nil)
	if err != nil {
		return err
	}
	var agents []string
	for n := range demoAgents {
		agents = append(agents, strconv.Itoa(1001+n))
	}
	err = sounds.MakeAll(ctx, sounds.Catalogue(agents), func(done, all int) {
		fmt.Fprintf(out, "\rprompts: %d of %d", done, all)
	})
	fmt.Fprintln(out)
	return errors.Join(err, sounds.WriteFallback(ctx))
}

// openAPI prints the description of the HTTP interface.
func openAPI(_ context.Context, _ app.Settings, _ []string, out io.Writer) error {
	raw, err := web.OpenAPI()
	if err != nil {
		return err
	}
	_, err = out.Write(raw)
	return err
}
