package tickets

// Type is the kind of matter (M30, S111).
type Type string

// The types.
const (
	Consultation Type = "consultation" // 咨询
	Help         Type = "help"         // 求助
	Complaint    Type = "complaint"    // 投诉
	Report       Type = "report"       // 举报
	Suggestion   Type = "suggestion"   // 建议
	Praise       Type = "praise"       // 表扬
	Other        Type = "other"        // 其他
)

// Types returns all types.
func Types() []Type {
	return []Type{Consultation, Help, Complaint, Report, Suggestion, Praise, Other}
}

// Urgency is how urgent a matter is (M32).
type Urgency string

// The urgencies.
const (
	Normal    Urgency = "normal"    // 一般
	Urgent    Urgency = "urgent"    // 紧急
	Emergency Urgency = "emergency" // 特急
)

// Category is a leaf or a group of the list of matters.
type Category struct {
	Code   string `json:"code"`             // "0601"; groups "06"
	Parent string `json:"parent,omitempty"` // the group of a leaf
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
	// The rest is for leaves only.
	Type Type `json:"type,omitempty"` // proposed
	// Unit is the proposed handling unit; empty when Local names whose
	// territory decides: "county" or "township".
	Unit   string   `json:"unit,omitempty"`
	Local  string   `json:"local,omitempty"`
	Assist []string `json:"assist,omitempty"` // 协办
	// Limit is "now" (in the call), hours ("24h") or working days ("7wd").
	Limit   string  `json:"limit,omitempty"`
	Urgency Urgency `json:"urgency,omitempty"`
	// Ended: nothing new is registered under it. Of a group, too.
	Ended bool `json:"ended,omitempty"`
}
