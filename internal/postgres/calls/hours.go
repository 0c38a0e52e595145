package calls

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/cti"
	"hotline12345/internal/postgres/db"
)

// failed are the ends of calls that nobody answered for a fault of ours.
var failed = []string{string(cti.TelephonyFailed), string(cti.EndUnknown), string(cti.TakenByFallback)}

// CallsByHour counts the calls that came in a period by its hours, the oldest first; an hour
// without calls has no row.
func (s *Store) CallsByHour(ctx context.Context, from, to time.Time) ([]cti.HourCount, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.db.Query(ctx, `select date_trunc('hour', arrived_at) as hour, count(*), count(answered_at),
			count(*) filter (where answered_at is null and end_reason in ($3, $4)),
			count(*) filter (where answered_at is null and end_reason = any($5))
		from calls where arrived_at >= $1 and arrived_at < $2 and direction = $6
		group by hour order by hour`, from, to, cti.AbandonedInMenu, cti.AbandonedInQueue, failed, cti.Inbound)
	if err != nil {
		return nil, db.Fault("count calls by hour", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[cti.HourCount])
	return list, db.Fault("count calls by hour", err)
}

// TalkTime returns how long agents talked in the calls that came in a period: that is what was
// recorded.
func (s *Store) TalkTime(ctx context.Context, from, to time.Time) (time.Duration, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	var seconds float64
	err := s.db.QueryRow(ctx, `select coalesce(sum(extract(epoch from ended_at - began_at)), 0)::float8
		from call_legs where arrived_at >= $1 and arrived_at < $2 and ended_at is not null`, from, to).Scan(&seconds)
	return time.Duration(seconds * float64(time.Second)), db.Fault("sum up talks", err)
}
