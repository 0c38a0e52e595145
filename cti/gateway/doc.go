// Package gateway carries the agents' voices: the browser's PeerConnection ends
// here (the only importer of pion), A-law packets are relayed to and from
// Asterisk untouched, and the talk is recorded on the way.
//
// A leg stands for one agent in one call and outlives the agent's browser: a
// reload replaces the PeerConnection, the leg goes on with silence meanwhile.
package gateway
