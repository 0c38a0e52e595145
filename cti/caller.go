package cti

// Caller is the citizen's telephone number as far as the network told it.
type Caller struct {
	// Number is normalised (see NormaliseCaller): "13800138000" for a
	// mobile, "057188886666" for a landline with area code, "+4420..." for
	// other countries. Empty when the caller is anonymous.
	Number string `json:"number,omitempty"`
	// Anonymous says that the caller withheld the number. It is a value,
	// not an error.
	Anonymous bool `json:"anonymous,omitempty"`
	// Raw is what the network sent, for faults of a trunk.
	Raw string `json:"raw,omitempty"`
}
