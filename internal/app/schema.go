package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/errs"
	"hotline12345/internal/ownership"
	"hotline12345/internal/postgres"
)

// migrateEvery is the pause between two tries to bring the schema up to date.
const migrateEvery = 2 * time.Second

// keepSchema brings the database's schema to this program's version, as soon as the
// database is there. Until then it counts as away: calls are served, and what has to
// be stored waits. A later schema is left as it is.
func (svc *application) keepSchema(ctx context.Context) error {
	said := ""
	for ctx.Err() == nil {
		err := Migrate(ctx, svc.settings, svc.owner.Status().Claim.Instance)
		switch {
		case err == nil:
			if said != "" {
				svc.log.Info("the database has this program's schema")
			}
			return nil
		case err.Error() != said && ctx.Err() == nil:
			said = err.Error()
			svc.log.Warn("the database's schema waits", zap.Error(err))
		}
		select {
		case <-time.After(migrateEvery):
		case <-ctx.Done():
		}
	}
	return nil
}

// LiveOwnerError is returned by Migrate while a service serves from the database.
type LiveOwnerError struct{ Who string }

func (e *LiveOwnerError) Error() string {
	return fmt.Sprintf("the schema is not changed while a service works with the database: %s; stop it first. "+
		"A service brings the schema up to date by itself when it starts", e.Who)
}

// Migrate brings the database to this program's schema. It changes nothing under the
// feet of a living service other than its own, which is named by its instance: that is
// a *LiveOwnerError.
func Migrate(ctx context.Context, s Settings, own string) error {
	store, err := postgres.Open(ctx, s.DatabaseURL, postgres.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	have, want, err := store.SchemaVersion(ctx)
	if err != nil {
		return err
	}
	if have < want {
		claim, moving, err := ownership.Moving(ctx, store.Claims())
		if errors.Is(err, errs.ErrUnavailable) {
			return err
		}
		// Another error means that a version before claims made the schema.
		if err == nil && moving && !claim.By(own) {
			return &LiveOwnerError{Who: claim.Who}
		}
	}
	return store.Migrate(ctx)
}
