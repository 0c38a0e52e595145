package cti

// CallID names one visit of a citizen, from arrival to EndReason. It is the id
// of the citizen's Asterisk channel, so that any event names its call.
type CallID string

// AgentID is the agent's number (工号), which callers hear and records show.
type AgentID string

// QueueID names a queue: "complaint", "general".
type QueueID string
