package papers

import (
	"errors"
	"fmt"
	"strings"

	"hotline12345/tickets"
)

// ErrNoPaper: an entry is no document, as it has no serial number.
var ErrNoPaper = errors.New("this entry is no document")

// Of returns the document that the entry with this seq is: a supervision, a redo notice or
// a letter of answer, as it was then. The ticket may be masked.
func Of(o Office, t tickets.Ticket, seq int) (Paper, error) {
	if seq < 1 || seq > len(t.Entries) || t.Entries[seq-1].Serial == "" {
		return Paper{}, fmt.Errorf("entry %d of ticket %s: %w", seq, t.Number, ErrNoPaper)
	}
	t = t.AsOf(seq)
	switch e := t.Entries[seq-1]; e.Move {
	case tickets.MoveSupervise:
		return supervision(o, t, e), nil
	case tickets.MoveRedo, tickets.MoveRevisit:
		if e.Supervised {
			return disappointed(o, t, e), nil
		}
		return redo(o, t, e), nil
	default:
		if e.Answer == nil {
			return Paper{}, fmt.Errorf("entry %d of ticket %s: %w", seq, t.Number, ErrNoPaper)
		}
		if e.Declined != "" {
			return declinedLetter(o, t, e), nil
		}
		return letter(o, t, e), nil
	}
}

// serial returns the number of a document: kind, year, number.
func serial(kind string, e tickets.Entry) string {
	return fmt.Sprintf("热线%s〔%d〕%s号", kind, e.At.In(tickets.Zone).Year(), e.Serial)
}

// notice is what the two documents for a unit share.
func notice(o Office, t tickets.Ticket, e tickets.Entry, kind, title string) Paper {
	return Paper{
		Letterhead: o.letterhead(t.Centre), Title: title, Serial: serial(kind, e), Date: day(e.At),
		To: o.unit(e.Assignee), Copies: o.units(e.Copies), Signature: o.centre(t.Centre),
		Running: "受理编号 " + string(t.Number),
	}
}

// supervision is the 督办单 (S097): what is overdue, since when, what is wanted
// until when.
func supervision(o Office, t tickets.Ticket, e tickets.Entry) Paper {
	p := notice(o, t, e, "督", "督办单")
	due := "办理期限为" + moment(e.Before)
	var late string
	if e.At.After(e.Before) && !e.Before.IsZero() {
		due, late = "办理期限已于"+moment(e.Before)+"届满", "至今未按期反馈办理结果"
	} else {
		late = "目前尚未反馈办理结果"
	}
	p.paragraph("你单位承办的受理编号%s工单，%s，%s。依照12345政务服务便民热线办理规定，现予书面督办（对你单位的第%d次督办）。",
		t.Number, due, late, times(t, e))
	p.matter(o, t)
	p.heading("督办要求")
	n := 1
	item := func(text string) {
		p.Blocks = append(p.Blocks, Block{Paragraph: fmt.Sprintf("%d. %s", n, text)})
		n++
	}
	if note := strings.TrimSpace(e.Note); note != "" {
		item(note)
	}
	item("立即办理，查明事实，依法依规提出处理意见，不得推诿。")
	item("于" + newLimit(e) + "前（新的办理时限：" + limit(e.Limit) + "）将办理结果书面反馈本中心，同时说明超期原因。")
	item("再次超期的，将提请上级领导处理，并列入通报。")
	return p
}

// redo is the 重办通知 (S098): what was not good enough, with a new limit.
func redo(o Office, t tickets.Ticket, e tickets.Entry) Paper {
	p := notice(o, t, e, "重", "重办通知书")
	why := "经审核，你单位的办理结果不符合要求"
	if e.Move == tickets.MoveRevisit {
		why = "经回访，诉求人对你单位的办理结果不满意"
	}
	p.paragraph("你单位承办的受理编号%s工单，%s，现退回重新办理。", t.Number, why)
	p.demands(o, t, e)
	return p
}

// disappointed is the 督办单 after the citizen was dissatisfied again (M58).
func disappointed(o Office, t tickets.Ticket, e tickets.Entry) Paper {
	p := notice(o, t, e, "督", "督办单")
	p.paragraph("你单位承办的受理编号%s工单，经再次回访，诉求人对你单位重新办理的结果仍不满意。现予书面督办（对你单位的第%d次督办），并退回重新办理。",
		t.Number, times(t, e))
	p.demands(o, t, e)
	return p
}

// demands are what a redo wants, and until when.
func (p *Paper) demands(o Office, t tickets.Ticket, e tickets.Entry) {
	p.matter(o, t)
	if r := lastReport(t, e); r != nil {
		p.heading("原办理结果")
		p.facts("反馈时间", moment(r.At), "办理结果", said(results(), r.Result), "反馈内容", r.Text)
	}
	p.heading("具体要求")
	if note := strings.TrimSpace(e.Note); note != "" {
		p.paragraph("%s", note)
	} else {
		p.paragraph("请针对诉求人反映的问题逐项核实，认真办理。")
	}
	if e.Revisit != nil {
		p.facts("回访结果", rating(*e.Revisit))
	}
	p.heading("办理时限")
	p.paragraph("请在%s内（%s前）重新办理完毕，并将结果书面反馈本中心。", limit(e.Limit), newLimit(e))
}

// times is which supervision of this unit an entry is.
func times(t tickets.Ticket, e tickets.Entry) int { return supervisions(t.Entries[:e.Seq], e.Assignee) }

// supervisions counts the written supervisions of a unit.
func supervisions(entries []tickets.Entry, unit string) (n int) {
	for _, e := range entries {
		if (e.Move == tickets.MoveSupervise || e.Supervised) && e.Assignee == unit {
			n++
		}
	}
	return n
}

// lastReport is what the unit had answered before an entry; nil if nothing.
func lastReport(t tickets.Ticket, e tickets.Entry) *tickets.UnitAnswer {
	for i := e.Seq - 2; i >= 0; i-- {
		if other := t.Entries[i]; other.Report != nil && (e.Assignee == "" || other.By.Unit == e.Assignee || other.Assignee == e.Assignee) {
			return other.Report
		}
	}
	return nil
}

// newLimit returns the end of the new limit, with a remark if it is provisional.
func newLimit(e tickets.Entry) string {
	if e.Provisional {
		return moment(e.Due) + "（暂定，放假安排公布后重算）"
	}
	return moment(e.Due)
}
