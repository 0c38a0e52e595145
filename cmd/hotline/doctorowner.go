package main

import (
	"context"
	"fmt"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/internal/app"
	"hotline12345/internal/metrics"
	"hotline12345/internal/ownership"
	"hotline12345/internal/postgres"
)

// checkOwner says who has the data folder and who owns Asterisk and the database. Two
// owners are ill; a witness that is away is another finding.
func checkOwner(ctx context.Context, s app.Settings) finding {
	f := finding{part: "owner", detail: "nobody has the data folder", advice: "stop one of the two services, or give each an Asterisk and a database of its own"}
	if by := ownership.HolderOf(s.DataDir); by != "" {
		f.detail = "the data folder is in use by " + by
	}
	c := asterisk.New(asterisk.Config{URL: s.ARIURL, User: s.ARIUser, Password: s.ARIPassword, Meter: metrics.New().ARI(), Log: zap.NewNop()}, func(cti.Event) {})
	a, there, err := asterisk.Claims{Client: c}.Read(ctx)
	if err != nil || !there {
		return f
	}
	f.detail += "; Asterisk is owned by " + a.Who
	store, err := postgres.Open(ctx, s.DatabaseURL, postgres.Options{})
	if err != nil {
		return f
	}
	defer store.Close()
	d, there, err := store.Claims().Read(ctx)
	if err == nil && there && !d.By(a.Instance) {
		f.err = fmt.Errorf("two owners: Asterisk has the claim of %s, the database that of %s", a.Who, d.Who)
	}
	return f
}
