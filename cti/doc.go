// Package cti holds the rules of calls, queues and agents. Engine.Handle takes
// one Event and returns the Commands it leads to; there is no clock, no chance
// and no I/O inside, so a day of calls runs in a test in milliseconds, and a
// journal of events replays a live fault on a desk.
package cti
