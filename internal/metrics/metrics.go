// Package metrics counts what happens, for Prometheus.
package metrics

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"hotline12345/cti"
	"hotline12345/cti/loop"
)

// Metrics observes the loop's entries.
type Metrics struct {
	Registry *prometheus.Registry
	ended    *prometheus.CounterVec
	wait     prometheus.Histogram
	offers   *prometheus.CounterVec
	latency  prometheus.Histogram
	events   *prometheus.CounterVec
	waiting  *prometheus.GaugeVec
	calls    progress
}

// New registers the hotline's metrics on a registry of their own.
func New() *Metrics {
	m := &Metrics{
		calls:    newProgress(),
		Registry: prometheus.NewRegistry(),
		ended: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "hotline_calls_ended_total", Help: "Calls that ended, by direction and reason."}, []string{"direction", "reason"}),
		wait: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "hotline_queue_wait_seconds", Help: "From entering the queue to talking to an agent; GB/T 33358 asks for 15 s.",
			Buckets: []float64{1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600}}),
		offers: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "hotline_offers_total", Help: "Offers to agents, by outcome."}, []string{"outcome"}),
		latency: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "hotline_offer_answer_seconds", Help: "From the offer to the agent's answer.",
			Buckets: []float64{.5, 1, 2, 3, 5, 8, 10}}),
		events: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "hotline_events_total", Help: "Events that the engine decided, by type."}, []string{"type"}),
		waiting: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "hotline_queue_waiting", Help: "Callers waiting now."}, []string{"queue"}),
	}
	m.Registry.MustRegister(m.ended, m.wait, m.offers, m.latency, m.events, m.waiting,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Handler serves the metrics in Prometheus' text form.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.Registry, promhttp.HandlerOpts{})
}

// Observe counts one entry. It runs on the loop's goroutine.
func (m *Metrics) Observe(e loop.Entry) {
	m.events.WithLabelValues(cti.EventName(e.Event)).Inc()
	for _, c := range e.Commands {
		switch c := c.(type) {
		case cti.ShowQueues:
			m.waiting.Reset() // a queue may be gone
			for _, q := range c.Queues {
				m.waiting.WithLabelValues(string(q.Queue)).Set(float64(q.Waiting))
			}
		case cti.SaveCall:
			m.observeCall(c.Record)
		}
	}
}

// observeCall counts milestones once each, though a call's row is written several
// times, also after its end.
func (m *Metrics) observeCall(r cti.CallRecord) {
	seen := m.calls.of(r.Call)
	if !r.AnsweredAt.IsZero() && !seen.answered {
		seen.answered = true
		if !r.QueuedAt.IsZero() {
			m.wait.Observe(r.AnsweredAt.Sub(r.QueuedAt).Seconds())
		}
	}
	if r.EndedAt.IsZero() || seen.ended {
		return
	}
	seen.ended = true
	m.ended.WithLabelValues(string(r.Direction), string(r.EndReason)).Inc()
	for _, o := range r.Offers {
		m.offers.WithLabelValues(string(o.Outcome)).Inc()
		if o.Outcome == cti.OutcomeAccepted {
			m.latency.Observe(o.EndedAt.Sub(o.At).Seconds())
		}
	}
}
