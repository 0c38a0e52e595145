package cti

// EndReason says why a call ended. Every call ends with exactly one.
type EndReason string

// The closed list of reasons.
const (
	EndedByCitizen   EndReason = "citizen_hung_up"    // after talking to an agent
	EndedByAgent     EndReason = "agent_hung_up"      // after talking
	AbandonedInMenu  EndReason = "abandoned_in_menu"  // 放弃 before a queue
	AbandonedInQueue EndReason = "abandoned_in_queue" // 放弃 while waiting or ringing
	EndedBySystem    EndReason = "system"             // a flow's end, or the longest allowed time
	TelephonyFailed  EndReason = "telephony_failed"   // Asterisk or trunk lost it
	DialBusy         EndReason = "dial_busy"          // outgoing: busy
	DialNoAnswer     EndReason = "dial_no_answer"     // outgoing: nobody picked up
	DialFailed       EndReason = "dial_failed"        // outgoing: number or trunk failed
	DialCancelled    EndReason = "dial_cancelled"     // outgoing: agent gave up
)
