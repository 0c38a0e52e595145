// Package asterisktest is a stand-in for Asterisk's ARI for tests: it keeps
// channels, bridges and playbacks well enough for the edge, answers with the
// status codes of Asterisk 22, and does on demand what a real one does only by
// accident: it loses the websocket, refuses, waits, and hangs up at the worst
// moment.
package asterisktest
