// Package cti holds the rules of calls, queues and agents. Engine.Handle takes
// one Event and returns the Commands it leads to; there is no clock, no chance
// and no I/O inside, so a day of calls runs in a test in milliseconds, and the
// journal of a real day replays a fault on the developer's machine.
package cti
