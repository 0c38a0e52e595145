package cti

// Refusal is why the engine does not do what a page asked.
type Refusal string

// The refusals, which pages translate.
const (
	RefusedNoHeadset Refusal = "headset_needed" // take the headset first
	RefusedInCall    Refusal = "in_call"        // end the call first
	RefusedCallOver  Refusal = "call_over"      // that call or offer has ended
	RefusedNumber    Refusal = "number_invalid" // not a number one can dial
	RefusedBarred    Refusal = "number_barred"  // emergency numbers are never dialled out
	RefusedTelephony Refusal = "telephony_away" // Asterisk is out of reach
)
