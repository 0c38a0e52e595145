// Package desk is the agents' websocket: one connection per agent, whole states
// downwards, requests upwards. The messages are Go types here; protocol.md and the
// page's protocol.ts are written from them (go test ./cti/desk -update).
package desk
