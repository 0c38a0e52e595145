package calls

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/cti"
	"hotline12345/internal/postgres/db"
)

// ratedBy are the columns that ratings are counted by; a day is one of the city's.
var ratedBy = map[cti.RatingsBy]string{
	cti.RatingsByDay:      "to_char(arrived_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')",
	cti.RatingsByQueue:    "coalesce(queue, '')",
	cti.RatingsByLanguage: "language",
	cti.RatingsByAgent:    "coalesce(agent, '')",
}

// CallRatings counts how the calls that came in a period and that an agent answered were rated
// after the talk: those of some agents, by their numbers; nil is all. An answer of another scale counts
// where it stands between the best and the worst: 3 of 3 as 5, 2 of 3 as 3.
func (s *Store) CallRatings(ctx context.Context, by cti.RatingsBy, agents []string, from, to time.Time) ([]cti.RatingCount, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.db.Query(ctx, `select `+ratedBy[by]+` as part, count(*), count(score), array[count(*) filter (where score = 1), count(*) filter (where score = 2),
			count(*) filter (where score = 3), count(*) filter (where score = 4), count(*) filter (where score = 5)]
		from calls left join lateral (select 1 + round((given - 1) * 4.0 / (answers - 1))::int as score
			from (select (x->>'score')::int as given, coalesce(nullif((x->>'of')::int, 0), 5) as answers
				from jsonb_array_elements(record->'ratings') x where x->>'question' = $5) answer
			where answers > 1 and given between 1 and answers limit 1) rating on true
		where arrived_at >= $1 and arrived_at < $2 and direction = $3 and answered_at is not null and ($4::text[] is null or agent = any($4))
		group by part order by part limit 1000`, from, to, cti.Inbound, agents, cti.QuestionService)
	if err != nil {
		return nil, db.Fault("count ratings of calls", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[cti.RatingCount])
	return list, db.Fault("count ratings of calls", err)
}
