package metrics_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/internal/metrics"
)

// TestEveryCallIsCountedOnce: a row is written again after the end (recording,
// disposition), and an end may be decided by a deadline a little before.
func TestEveryCallIsCountedOnce(t *testing.T) {
	t.Parallel()
	m := metrics.New()
	begin := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	r := cti.CallRecord{Call: "1.1", Direction: cti.Inbound, QueuedAt: begin}
	save := func(r cti.CallRecord) {
		m.Observe(loop.Entry{At: begin.Add(time.Hour), Event: cti.Ticked{}, Commands: []cti.Command{cti.SaveCall{Record: r}}})
	}
	save(r)
	r.AnsweredAt = begin.Add(7 * time.Second)
	r.Offers = []cti.OfferRecord{{At: begin, EndedAt: begin.Add(3 * time.Second), Outcome: cti.OutcomeAccepted}}
	save(r)
	save(r)
	r.EndedAt, r.EndReason = begin.Add(time.Minute), cti.EndedByCitizen
	save(r)
	r.Disposition = cti.DispositionAnswered
	save(r)
	for _, queue := range []cti.QueueID{"gone", "general"} {
		m.Observe(loop.Entry{Event: cti.Ticked{}, Commands: []cti.Command{cti.ShowQueues{Queues: []cti.DeskQueue{{Queue: queue, Waiting: 4}}}}})
	}

	page := httptest.NewRecorder()
	m.Handler().ServeHTTP(page, httptest.NewRequest("GET", "/metrics", nil))
	for _, want := range []string{
		`hotline_calls_ended_total{direction="in",reason="citizen_hung_up"} 1`,
		`hotline_queue_wait_seconds_sum 7`, `hotline_queue_wait_seconds_count 1`,
		`hotline_offer_answer_seconds_sum 3`, `hotline_offers_total{outcome="accepted"} 1`,
		`hotline_queue_waiting{queue="general"} 4`, `hotline_events_total{type="Ticked"} 7`,
	} {
		if !strings.Contains(page.Body.String(), want+"\n") {
			t.Errorf("the metrics lack %s", want)
		}
	}
	if strings.Contains(page.Body.String(), `queue="gone"`) {
		t.Error("the metrics show a queue that there is no more")
	}
}
