// Package ivr is what the caller hears and presses: a Flow of Nodes, and the
// Session of one caller in it. A Session takes inputs (a key, the end of the
// prompts, a silence) and returns Actions; it has no clock and touches nothing,
// so a whole menu is tested in microseconds.
//
// Each kind of node has a file of its own, node_<kind>.go, with its fields, what
// makes it valid, where it leads and what it does. A new kind is one such file
// and one line in kinds (flow.go).
package ivr
