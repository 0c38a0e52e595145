package postgres

import (
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/postgres/jobs"
)

// NewWorker returns what does the jobs that a store plans, by a service over that
// store. now is the clock that jobs are planned by; nil is the real one.
func NewWorker(s *Store, service jobs.Service, now func() time.Time, log *zap.Logger) *jobs.Worker {
	return jobs.NewWorker(jobs.Config{DB: s.DB, Planner: s.planner, Service: service, Deliver: s.Deliverer(), Now: now, Log: log})
}
