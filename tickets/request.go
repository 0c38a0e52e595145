package tickets

import (
	"time"
)

// Request asks for a move.
type Request struct {
	Move Move `json:"move"`
	// Seen is the number of entries that the person saw; a ticket that has
	// grown since is ErrConflict. 0 does not check.
	Seen int `json:"seen,omitempty"`
	// Unit is the unit that the matter goes to.
	Unit string `json:"unit,omitempty"`
	// Assist are assisting units of a dispatch.
	Assist []string `json:"assist,omitempty"`
	// Assignee is the code of the unit whose assignment is meant; the actor's own if
	// empty.
	Assignee string `json:"assignee,omitempty"`
	// Note is the text: of an answer, a reason, a demand, a remark.
	Note string `json:"note,omitempty"`
	// Limit is a new limit ("24h", "7wd"): of a dispatch instead of the
	// table's, of a redo or a supervision; the days of an extension.
	Limit string `json:"limit,omitempty"`
	// Urgent says with a first move that life or property is in danger: an anonymous
	// report is taken too (M37). The page raises the ticket then.
	Urgent bool `json:"urgent,omitempty"`
	// ForInformation says that units get the matter without owing the hotline an answer
	// (S090): the office answers the citizen itself.
	ForInformation bool `json:"for_information,omitempty"`
	// ByPhone says that a dispatch was made by telephone, not in writing (S082).
	ByPhone bool `json:"by_phone,omitempty"`
	// Way and AnsweredAt say how and when the citizen was answered or told.
	// AnsweredAt defaults to now; Way defaults to InCall while a draft is
	// committed. A unit's report with a Way means that it told the citizen
	// itself (S096).
	Way        Way       `json:"way,omitempty"`
	AnsweredAt time.Time `json:"answered_at,omitzero"`
	// Source is the policy or article that an answer rests on (S079).
	Source string `json:"source,omitempty"`
	// Address is where an answer by letter is posted to (S095).
	Address string `json:"address,omitempty"`
	Result  Result `json:"result,omitempty"` // of a report
	// Reason says why an archived ticket has no answer (S016).
	Reason NoAnswer `json:"reason,omitempty"`
	// Declined and Refer: why a matter is not accepted, and who is the right
	// place.
	Declined Declined `json:"declined,omitempty"`
	Refer    string   `json:"refer,omitempty"`
	// Into is the ticket that this one is merged into; for absorb, the one
	// that comes.
	Into Number `json:"into,omitempty"`
	// UnitRequest is what is granted or refused.
	UnitRequest UnitRequestKind `json:"unit_request,omitempty"`
	// Outcome of an attempt to reach the citizen; Call is the call it was.
	Outcome Outcome `json:"outcome,omitempty"`
	Call    string  `json:"call,omitempty"`
	Revisit *Rating `json:"revisit,omitempty"`
	// RevisitByPhone: the citizen gave the rating by keys; the service's own field.
	RevisitByPhone bool `json:"-"`
	// People, Media and Place of an on-site investigation: who was there of the departments,
	// and of which news media (S100).
	People string `json:"people,omitempty"`
	Media  string `json:"media,omitempty"`
	Place  string `json:"place,omitempty"`
	// Attach is the file that is added; its content comes by an upload of its own.
	Attach *File `json:"-"`
	// File is the entry of the file that is withdrawn.
	File int `json:"file,omitempty"`
	// What a reminder is about; the clock's own field.
	What Alarm `json:"-"`
	// Changes of a correction.
	Changes *Changes `json:"changes,omitempty"`
}

// Way is how the citizen was answered.
type Way string

// The ways.
const (
	InCall    Way = "in_call"
	Telephone Way = "telephone"
	Letter    Way = "letter"
	Fax       Way = "fax"
	SMS       Way = "sms"
	Web       Way = "web"
	Visit     Way = "visit"
)

// Ways are all ways.
func Ways() []Way { return []Way{InCall, Telephone, Letter, Fax, SMS, Web, Visit} }

// NoAnswer is a reason to archive a ticket without an answer to the citizen.
type NoAnswer string

// The reasons.
const (
	Unreachable NoAnswer = "unreachable" // tried by the plan, never reached
	NoContact   NoAnswer = "no_contact"  // anonymous, no way to reach
	Unwanted    NoAnswer = "unwanted"    // the citizen wants no answer
	Withdrawn   NoAnswer = "withdrawn"   // the citizen took it back
	Repeat      NoAnswer = "repeat"      // the same citizen was answered in the first ticket
)

// NoAnswers are all reasons.
func NoAnswers() []NoAnswer {
	return []NoAnswer{Unreachable, NoContact, Unwanted, Withdrawn, Repeat}
}

// Declined is why a matter is not accepted (M33, S110).
type Declined string

// The reasons.
const (
	Litigation    Declined = "litigation"     // 诉讼、仲裁
	Review        Declined = "review"         // 行政复议
	Discipline    Declined = "discipline"     // 纪检监察
	Disclosure    Declined = "disclosure"     // 政府信息公开
	Petition      Declined = "petition"       // 已进入信访渠道
	Secret        Declined = "secret"         // 国家秘密、商业秘密
	Privacy       Declined = "privacy"        // 个人隐私
	PublicOrder   Declined = "public_order"   // 违反公序良俗
	NotGovernment Declined = "not_government" // 不属于政府职责
	EmergencyLine Declined = "emergency_line" // 110, 119, 120, 122
)

// DeclineReasons are all reasons.
func DeclineReasons() []Declined {
	return []Declined{Litigation, Review, Discipline, Disclosure, Petition, Secret, Privacy, PublicOrder, NotGovernment, EmergencyLine}
}

// PleaKind is what a unit may ask the hotline for.
type UnitRequestKind string

// The pleas.
const (
	ReturnRequest    UnitRequestKind = "return"    // 退单
	ExtensionRequest UnitRequestKind = "extension" // 延期
	ExclusionRequest UnitRequestKind = "exclusion" // 剔除
)

// Outcome of an attempt to reach the citizen.
type Outcome string

// The outcomes.
const (
	NoReply     Outcome = "no_reply"     // 无人接听
	Busy        Outcome = "busy"         // 占线
	WrongNumber Outcome = "wrong_number" // 号码有误
	CallLater   Outcome = "call_later"   // 请稍后再打
)

// Outcomes are all outcomes.
func Outcomes() []Outcome { return []Outcome{NoReply, Busy, WrongNumber, CallLater} }

// Alarm is what the clock says.
type Alarm string

// The alarms.
const (
	AlarmSign    Alarm = "sign"    // a unit has not signed
	AlarmDue     Alarm = "due"     // a limit ends soon
	AlarmOverdue Alarm = "overdue" // a limit is over
	AlarmVerify  Alarm = "verify"  // an emergency is not verified
	AlarmPromise Alarm = "promise" // the citizen should have been answered
	AlarmContact Alarm = "contact" // a unit has not been in touch with the citizen (M53)
)
