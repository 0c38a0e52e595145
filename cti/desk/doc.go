// Package desk is the agents' websocket: one connection per agent, whole states
// downwards, wishes upwards. protocol.md is the document of the messages.
package desk
