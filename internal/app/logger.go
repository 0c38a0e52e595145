package app

import (
	"fmt"

	"go.uber.org/zap"
)

// newLogger writes JSON to stderr. Telephone numbers do not belong in the log;
// calls are named by their ids.
func newLogger(level string) (*zap.Logger, error) {
	l, err := zap.ParseAtomicLevel(level)
	if err != nil {
		return nil, fmt.Errorf("HOTLINE_LOG: %w", err)
	}
	c := zap.NewProductionConfig()
	c.Level = l
	c.DisableCaller = true
	c.Sampling = nil
	return c.Build()
}
