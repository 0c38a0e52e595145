package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// ARI counts what the edge to Asterisk sees; it is asterisk.Config's Meter.
type ARI struct {
	reconnects, unknown prometheus.Counter
	requests            *prometheus.HistogramVec
}

// ARI registers the metrics of the edge to Asterisk.
func (m *Metrics) ARI() *ARI {
	a := &ARI{
		reconnects: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "hotline_ari_reconnects_total", Help: "Connections to Asterisk that broke."}),
		unknown: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "hotline_ari_unknown_events_total", Help: "Events of Asterisk that could not be read."}),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "hotline_ari_request_seconds", Help: "Requests to Asterisk.",
			Buckets: []float64{.001, .002, .005, .01, .02, .05, .1, .5, 1, 5}}, []string{"result"}),
	}
	m.Registry.MustRegister(a.reconnects, a.unknown, a.requests)
	return a
}

// Reconnected counts a connection that broke.
func (a *ARI) Reconnected() { a.reconnects.Inc() }

// UnknownEvent counts an event that was left out.
func (a *ARI) UnknownEvent() { a.unknown.Inc() }

// Request notes how long a request took.
func (a *ARI) Request(took time.Duration, failed bool) {
	result := "ok"
	if failed {
		result = "failed"
	}
	a.requests.WithLabelValues(result).Observe(took.Seconds())
}

// Counter registers a count that is kept elsewhere.
func (m *Metrics) Counter(name, help string, labels map[string]string, value func() uint64) {
	m.Registry.MustRegister(prometheus.NewCounterFunc(
		prometheus.CounterOpts{Name: name, Help: help, ConstLabels: labels},
		func() float64 { return float64(value()) }))
}

// Gauge registers a number that is kept elsewhere.
func (m *Metrics) Gauge(name, help string, value func() float64) {
	m.Registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value))
}
