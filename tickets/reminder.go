package tickets

import (
	"fmt"
	"slices"
	"time"

	"hotline12345/tickets/org"
)

// Reminder is a word of the clock or of a person that people of a unit must read: on their
// pages, and by mail. It holds nothing of a citizen. Receipts say who read it when.
type Reminder struct {
	ID     string       `json:"id"`
	Ticket Number       `json:"ticket"`
	Seq    int          `json:"seq"`  // the entry of the ticket that it comes of
	Unit   string       `json:"unit"` // code
	Kind   ReminderKind `json:"kind"`
	Due    time.Time    `json:"due,omitzero"`
	At     time.Time    `json:"at"`
	// MailedAt is when a mail server took the mail, to MailedTo addresses; MailFault why
	// none did.
	MailedAt  time.Time `json:"mailed_at,omitzero"`
	MailedTo  int       `json:"mailed_to,omitempty"`
	MailFault string    `json:"mail_fault,omitempty"`
	Receipts  []Receipt `json:"receipts" nullable:"false"`
}

// Receipt is who read a reminder, and when.
type Receipt struct {
	By org.Person `json:"by"`
	At time.Time  `json:"at"`
}

// ReminderKind is what a reminder is about.
type ReminderKind string

// The kinds.
const (
	ReminderSign      ReminderKind = "sign"      // 提醒签收
	ReminderDue       ReminderKind = "due"       // 到期提醒
	ReminderContact   ReminderKind = "contact"   // 提醒首次联系市民
	ReminderPromise   ReminderKind = "promise"   // 承诺时限已到
	ReminderEmergency ReminderKind = "emergency" // 紧急事项待核实
	ReminderUrge      ReminderKind = "urge"      // 催办
	ReminderSupervise ReminderKind = "supervise" // 督办
	ReminderCopy      ReminderKind = "copy"      // 督办抄送: the units above see it (S097)
)

// ReminderKinds returns all kinds.
func ReminderKinds() []ReminderKind {
	return []ReminderKind{ReminderSign, ReminderDue, ReminderContact, ReminderPromise, ReminderEmergency, ReminderUrge, ReminderSupervise, ReminderCopy}
}

// Reminders returns those that an entry of the ticket brings with it, each to a unit once.
func (t Ticket) Reminders(e Entry) []Reminder {
	var list []Reminder
	to := func(unit string, kind ReminderKind, due time.Time) {
		if unit != "" && !slices.ContainsFunc(list, func(r Reminder) bool { return r.Unit == unit }) {
			list = append(list, Reminder{ID: fmt.Sprintf("%s-%d-%s", t.Number, e.Seq, unit), Ticket: t.Number, Seq: e.Seq, Unit: unit, Kind: kind, Due: due, At: e.At})
		}
	}
	switch {
	case e.Move == MoveRemind:
		unit, kind, due := t.reminded(e)
		to(unit, kind, due)
	case e.Move == MoveSupervise, e.Supervised:
		to(e.Assignee, ReminderSupervise, e.Due)
		for _, unit := range e.Copies {
			to(unit, ReminderCopy, e.Due)
		}
	case e.Move == MoveRaise, e.Move == MoveRegister && t.Emergency.Ongoing():
		to(t.Centre, ReminderEmergency, t.Emergency.VerifyBy)
	}
	return list
}

// reminded returns whom a reminder is for, what it is about, and the limit that it names.
func (t Ticket) reminded(e Entry) (unit string, kind ReminderKind, due time.Time) {
	switch e.What {
	case AlarmSign:
		return e.Assignee, ReminderSign, e.Due
	case AlarmDue:
		return e.Assignee, ReminderDue, e.Due
	case AlarmContact:
		return e.Assignee, ReminderContact, e.Due
	case AlarmPromise:
		return t.Centre, ReminderPromise, e.Promise
	case AlarmVerify:
		return t.Centre, ReminderEmergency, e.Due
	}
	if unit = e.Assignee; unit == "" {
		unit = t.Lead
	}
	if i := t.AssignmentIndex(unit); i < 0 || t.Assignments[i].State == Reported {
		unit = t.Centre // the unit has answered, or there is none: the office has it
	}
	due = e.Due
	if i := t.AssignmentIndex(unit); i >= 0 && due.IsZero() {
		due = t.Assignments[i].Due
	}
	return unit, ReminderUrge, due
}

// ReminderScope are reminders that somebody has to read: of these units and kinds.
type ReminderScope struct {
	Units []string
	Kinds []ReminderKind
}

// Has reports whether a reminder is one of the scope.
func (s ReminderScope) Has(r Reminder) bool {
	return slices.Contains(s.Units, r.Unit) && slices.Contains(s.Kinds, r.Kind)
}

// ReminderScopes returns which reminders an actor has to read. A clerk reads those of their
// unit and of all below it, the office those of its centre, a duty officer emergencies, a
// leader the copies that come up to their unit.
func ReminderScopes(by org.Actor, tree org.Tree) []ReminderScope {
	var list []ReminderScope
	if by.Unit == "" {
		return nil
	}
	if by.Has(org.RoleUnitClerk) {
		list = append(list, ReminderScope{tree.Serves(by.Unit), ReminderKinds()})
	}
	centres := []string{by.Unit, tree.CentreFor(by.Unit)}
	if by.Has(org.RoleSupervisor, org.RoleDispatcher) {
		list = append(list, ReminderScope{centres[:1], ReminderKinds()})
	}
	if by.Has(org.RoleDutyOfficer) {
		list = append(list, ReminderScope{centres, []ReminderKind{ReminderEmergency}})
	}
	if by.Has(org.RoleLeader) {
		list = append(list, ReminderScope{centres[:1], []ReminderKind{ReminderCopy}})
	}
	return list
}

// reminderWords name the kinds in a mail.
var reminderWords = map[ReminderKind]string{
	ReminderSign: "待签收", ReminderDue: "办理期限将到", ReminderContact: "待首次联系市民", ReminderPromise: "对市民的承诺时限已到",
	ReminderEmergency: "紧急事项待核实", ReminderUrge: "催办", ReminderSupervise: "督办", ReminderCopy: "督办抄送",
}

// Mail returns the subject and the text of the mail: the ticket's number, the limit and the
// address of its page, nothing of the citizen. base is the address of the pages, such as
// https://12345.example.org; empty leaves the address out.
func (r Reminder) Mail(base string) (subject, body string) {
	subject = fmt.Sprintf("12345热线 工单%s %s", r.Ticket, reminderWords[r.Kind])
	body = fmt.Sprintf("工单：%s\n事项：%s\n", r.Ticket, reminderWords[r.Kind])
	if !r.Due.IsZero() {
		body += "期限：" + r.Due.In(Zone).Format("2006-01-02 15:04") + "\n"
	}
	if base != "" {
		body += "处理：" + base + "/tickets/" + string(r.Ticket) + "\n"
	}
	return subject, body + "\n本邮件由系统自动发出，不含市民信息，请勿回复。请登录系统办理。\n"
}
