package app

// registerMetrics adds what the edges count themselves.
func (svc *application) registerMetrics() {
	t := &svc.gateway.Totals
	packets := "Packets relayed, by where they came from."
	svc.metrics.Counter("hotline_relay_packets_total", packets, map[string]string{"from": "browser"}, t.FromBrowser.Load)
	svc.metrics.Counter("hotline_relay_packets_total", packets, map[string]string{"from": "asterisk"}, t.FromAsterisk.Load)
	svc.metrics.Counter("hotline_relay_gaps_total", "Pauses between packets that a person hears.", nil, t.Gaps.Load)
	svc.metrics.Counter("hotline_relay_garbage_total", "Packets on the relay's port that belong to no call.", nil, t.Garbage.Load)
	svc.metrics.Counter("hotline_recording_dropped_total", "Packets that a slow disk lost to the recording.", nil, t.Unrecorded.Load)
	svc.metrics.Gauge("hotline_pages_connected", "Agents' pages that are open.", func() float64 { return float64(svc.hub.Connected()) })
	svc.metrics.Gauge("hotline_tickets_waiting", "Drafts and tickets that wait on this machine for the database.", func() float64 { return float64(svc.tickets.Pending()) })
}
