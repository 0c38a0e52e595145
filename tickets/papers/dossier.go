package papers

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"hotline12345/tickets"
)

// Recording is a conversation that belongs to a ticket.
type Recording struct {
	Call    string
	Started time.Time
	Length  time.Duration
	// Name is the file's name in the archive; empty if the reader may not
	// have it or it is gone.
	Name string
}

// Dossier returns a ticket's whole file (工单档案, S107): the register, everything that was
// done, calls and answers.
func Dossier(o Office, t tickets.Ticket, recordings []Recording) Paper {
	p := Paper{Title: "工单档案", Serial: "受理编号 " + string(t.Number), Date: "截至 " + moment(t.UpdatedAt),
		Running: o.centre(t.Centre) + "　工单 " + string(t.Number)}
	p.heading("登记")
	p.register(o, t)
	p.state(o, t)
	p.assignments(o, t)
	if len(recordings) > 0 {
		p.heading("通话录音")
		table := Table{Columns: []Column{{"开始时间", 4}, {"时长", 2}, {"通话", 4}, {"文件", 5}}}
		for _, r := range recordings {
			table.Rows = append(table.Rows, []string{moment(r.Started), length(r.Length), r.Call, cmp.Or(r.Name, "—")})
		}
		p.Blocks = append(p.Blocks, Block{Table: &table})
	}
	p.files(o, t)
	p.heading("办理过程")
	var steps []Step
	for _, e := range t.Entries {
		steps = append(steps, stepOf(o, e))
	}
	p.Blocks = append(p.Blocks, Block{Steps: steps})
	return p
}

// register shows the fields as they stand now; the first entry has them as they
// were written.
func (p *Paper) register(o Office, t tickets.Ticket) {
	p.facts("受理编号", string(t.Number), "原系统编号", t.OldNumber, "来源", said(channels(), t.Channel), "姓名", declined(t.Name), "诉求人类别", said(callerKinds(), t.CallerKind), "单位", unitOf(t.Register.Unit, t.Personal()),
		"联系电话", declined(t.Contact), "来电号码", t.Caller, "来电时间", moment(t.CalledAt), "登记时间", moment(t.CreatedAt),
		"值班员", o.who(t.CreatedBy), "诉求类型", o.typeName(t.Type), "事项类别", o.category(t.Category),
		"紧急程度", said(urgencies(), t.Urgency), "地点", t.Place, "保密", yes(t.Confidential), "内容", t.Content)
	if t.Masked {
		p.paragraph("诉求人身份信息已隐藏。")
	}
}

func (p *Paper) state(o Office, t tickets.Ticket) {
	p.heading("状态")
	var absorbed []string
	for _, n := range t.Absorbed {
		absorbed = append(absorbed, string(n))
	}
	p.facts("状态", said(states(), t.State), "主办单位", o.unit(t.Lead), "答复期限", moment(t.Promise),
		"并入工单", string(t.Into), "并入的工单", strings.Join(absorbed, "、"),
		"未答复原因", said(noAnswers(), t.NoReply), "不予受理原因", said(declines(), t.Declined))
	if a := t.Answer; a != nil {
		p.heading("对诉求人的答复")
		p.facts("答复人", o.who(a.By), "答复时间", moment(a.At), "答复方式", said(ways(), a.Way), "答复内容", a.Text, "政策依据", a.Source, "邮寄地址", a.Address)
	}
}

func (p *Paper) assignments(o Office, t tickets.Ticket) {
	if len(t.Assignments) == 0 {
		return
	}
	p.heading("承办单位")
	table := Table{Columns: []Column{{"单位", 5}, {"职责", 2}, {"状态", 2.5}, {"期限", 5}, {"督办", 2}}}
	for _, assignment := range t.Assignments {
		role := "协办"
		if assignment.Role == tickets.Lead {
			role = "主办"
		}
		table.Rows = append(table.Rows, []string{o.unit(assignment.Unit), role, said(assignmentStates(), assignment.State), moment(assignment.Due),
			fmt.Sprintf("%d次", supervisions(t.Entries, assignment.Unit))})
	}
	p.Blocks = append(p.Blocks, Block{Table: &table})
}

// length writes "1分35秒"; nothing while it goes on.
func length(d time.Duration) string {
	if d <= 0 {
		return "—"
	}
	s := int(d.Round(time.Second).Seconds())
	return fmt.Sprintf("%d分%02d秒", s/60, s%60)
}
