package papers

import (
	"cmp"
	"strings"

	"hotline12345/tickets"
)

// declinedLetter is the 不予受理告知书: why, and which office is the right one (M33, S110).
func declinedLetter(o Office, t tickets.Ticket, e tickets.Entry) Paper {
	p := Paper{
		Letterhead: o.letterhead(t.Centre), Title: "不予受理告知书",
		Serial: serial("告", e), Date: day(e.At), To: citizen(t), Signature: o.centre(t.Centre),
		Running: "受理编号 " + string(t.Number),
	}
	p.paragraph("您好！您于%s%s反映的事项（登记编号：%s）已收悉。经研究，该事项不属于12345政务服务便民热线的受理范围，现告知如下：",
		day(t.CalledAt), came(t.Channel), t.Number)
	p.heading("您反映的事项")
	p.facts("事发地点", t.Place, "诉求内容", t.Content)
	p.heading("不予受理的原因")
	p.paragraph("%s。%s", said(declines(), e.Declined), strings.TrimSpace(e.Answer.Text))
	p.heading("反映渠道")
	p.paragraph("请向%s反映。", e.Refer)
	p.paragraph("如有疑问，请拨打%s，并告知登记编号。", cmp.Or(o.Phone, "12345"))
	p.facts("邮寄地址", e.Answer.Address)
	return p
}

// letter is the 答复函 to the citizen (S095).
func letter(o Office, t tickets.Ticket, e tickets.Entry) Paper {
	p := Paper{
		Letterhead: o.letterhead(t.Centre), Title: "关于" + o.typeName(t.Type) + "事项的答复函",
		Serial: serial("复", e), Date: day(e.At), To: citizen(t), Signature: o.centre(t.Centre),
		Running: "受理编号 " + string(t.Number),
	}
	p.paragraph("您好！您于%s%s反映的事项（受理编号：%s），我们已经受理%s。现将办理情况答复如下：",
		day(t.CalledAt), came(t.Channel), t.Number, handledBy(o, t))
	p.heading("您反映的事项")
	p.facts("事发地点", t.Place, "诉求内容", t.Content)
	p.heading("办理情况")
	p.paragraph("%s", strings.TrimSpace(e.Answer.Text))
	if e.Answer.Source != "" {
		p.facts("政策依据", e.Answer.Source)
	}
	p.paragraph("如对以上答复有疑问，请拨打%s，并告知受理编号。感谢您对我们工作的关心和支持。", cmp.Or(o.Phone, "12345"))
	p.facts("邮寄地址", e.Answer.Address)
	return p
}

// citizen returns how a letter addresses its reader.
func citizen(t tickets.Ticket) string {
	return cmp.Or(strings.TrimSpace(t.Name), "诉求人")
}

// came returns how the matter came, as a verb.
func came(c tickets.Channel) string {
	switch c {
	case tickets.ByCall:
		return "来电"
	case tickets.ByLetter, tickets.ByFax:
		return "来函"
	case tickets.ByVisit:
		return "来访"
	}
	return "通过" + said(channels(), c)
}

func handledBy(o Office, t tickets.Ticket) string {
	if t.Lead == "" {
		return ""
	}
	return "，并转" + o.unit(t.Lead) + "办理"
}
