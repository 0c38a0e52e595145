// Package ivr is what the caller hears and presses: a Flow of Nodes, and the
// Session of one caller in it. A Session takes Inputs and returns Actions; it
// has no clock and touches nothing, so a whole menu is tested in microseconds.
package ivr
