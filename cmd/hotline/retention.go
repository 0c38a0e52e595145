package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/app"
	"hotline12345/internal/postgres"
	"hotline12345/tickets/retention"
	"hotline12345/tickets/workday"
)

// errNotWhole: what is left cannot be what there was without what was deleted.
var errNotWhole = errors.New("something is missing that was not deleted by the nightly job")

// showRetention prints what the next night would delete, or checks the record of what was
// deleted and what is left of the journal.
func showRetention(ctx context.Context, s app.Settings, args []string, out io.Writer) error {
	if len(args) > 1 || len(args) == 1 && args[0] != "-verify" {
		return errors.New("retention takes nothing, or -verify")
	}
	store, err := postgres.Open(ctx, s.DatabaseURL, postgres.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	keeper := app.Retention(s, store, zap.NewNop())
	if len(args) == 1 {
		n, gaps, err := keeper.Verify(ctx)
		if err != nil {
			return err
		}
		for _, g := range gaps {
			fmt.Fprintf(out, "journal %s: entries %d to %d are missing\n", g.Journal, g.First, g.Last)
		}
		if len(gaps) > 0 {
			return errNotWhole
		}
		fmt.Fprintf(out, "%d deletions, every signature fits, and nothing else is missing\n", n)
		return nil
	}
	plan, err := keeper.Plan(ctx)
	if err != nil {
		return err
	}
	printPlan(out, plan)
	return nil
}

func printPlan(out io.Writer, plan retention.Night) {
	fmt.Fprintln(out, "What the next night would delete (nothing is deleted now):")
	for _, p := range plan.Parts {
		if p.Before.IsZero() {
			fmt.Fprintf(out, "  %-22s kept for ever\n", p.Class)
			continue
		}
		fmt.Fprintf(out, "  %-22s before %s: %d (%d rows or files, %d MB), %d are held\n", p.Class,
			p.Before.In(workday.Zone).Format(time.DateOnly), p.Items, p.Count, p.Bytes>>20, p.Held)
	}
	for _, f := range plan.Failed {
		fmt.Fprintln(out, "  failed:", f)
	}
}
