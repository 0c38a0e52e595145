package papers

import (
	"fmt"
	"strings"

	"hotline12345/tickets"
)

// stepOf returns an entry as a point of the time line, with all that it says.
func stepOf(o Office, e tickets.Entry) Step {
	s := Step{At: moment(e.At), Who: o.who(e.By), What: said(moves(), e.Move)}
	if e.UnitRequest != "" {
		s.What += "：" + said(unitRequests(), e.UnitRequest)
	}
	if e.From != e.To && e.To != "" {
		s.What += "（" + said(states(), e.To) + "）"
	}
	s.Facts = factsOf("提醒事项", said(alarmWords(), e.What), "转至单位", o.unit(e.Unit), "所涉单位", o.unit(e.Assignee),
		"协办单位", strings.Join(o.units(e.Assist), "、"), "派单方式", byPhone(e), "反馈要求", forInformation(e), "办理时限", limit(e.Limit), "延长", days(e.Days),
		"原期限", moment(e.Before), "期限", due(e), "答复期限", moment(e.Promise))
	s.Facts = append(s.Facts, answers(o, e)...)
	s.Facts = append(s.Facts, factsOf("未答复原因", said(noAnswers(), e.Reason), "不予受理原因", said(declines(), e.Declined),
		"指引", e.Refer, "联系结果", said(outcomes(), e.Outcome), "告知方式", said(ways(), e.Way), "通话", e.Call,
		"相关工单", string(e.Ticket), "参加人员", e.People, "新闻媒体", e.Media, "地点", e.Place, "文书", e.Serial,
		"抄送", strings.Join(o.units(e.Copies), "、"))...)
	if e.File != nil {
		s.Facts = append(s.Facts, factsOf("文件", e.File.Name, "类别", said(fileKinds(), e.File.Kind))...)
	}
	if e.Answer == nil && e.Report == nil {
		s.Facts = append(s.Facts, factsOf("说明", e.Note)...)
	}
	if e.Changes != nil {
		s.Facts = append(s.Facts, changed(o, *e.Changes)...)
	}
	if w := e.Written; w != nil {
		s.Facts = append(s.Facts, factsOf("姓名", declined(w.Name), "诉求人类别", said(callerKinds(), w.CallerKind), "单位", unitOf(w.Unit, w.Personal()), "联系电话", declined(w.Contact),
			"诉求类型", o.typeName(w.Type), "事项类别", o.category(w.Category), "地点", w.Place, "内容", w.Content)...)
	}
	s.Facts = append(s.Facts, factsOf("网络地址", e.Addr)...)
	return s
}

func answers(o Office, e tickets.Entry) []Fact {
	var list []Fact
	if r := e.Report; r != nil {
		list = append(list, factsOf("办理结果", said(results(), r.Result), "反馈内容", r.Text)...)
	}
	if a := e.Answer; a != nil {
		list = append(list, factsOf("答复人", o.who(a.By), "答复时间", moment(a.At), "答复方式", said(ways(), a.Way), "答复内容", a.Text,
			"政策依据", a.Source)...)
	}
	if e.Revisit != nil {
		list = append(list, Fact{"回访结果", rating(*e.Revisit)})
	}
	return list
}

func due(e tickets.Entry) string {
	if e.Due.IsZero() {
		return ""
	}
	return newLimit(e)
}

func days(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d个工作日", n)
}

func byPhone(e tickets.Entry) string {
	if e.ByPhone {
		return "电话转办"
	}
	return ""
}

func forInformation(e tickets.Entry) string {
	if e.ForInformation {
		return "转知，不要求反馈"
	}
	return ""
}

// rating writes what a citizen said when asked afterwards.
func rating(r tickets.Rating) string {
	if !r.Reached {
		return "未联系到诉求人"
	}
	parts := []string{"承办单位未与诉求人联系"}
	if r.Contacted {
		parts[0] = "承办单位曾与诉求人联系"
	}
	parts = append(parts, "问题"+said(solutions(), r.Solved))
	words := []string{"未评价", "非常不满意", "不满意", "基本满意", "满意", "非常满意"}
	if r.Satisfied >= 0 && r.Satisfied < len(words) {
		parts = append(parts, words[r.Satisfied])
	}
	if r.UnitsFault {
		parts = append(parts, "属承办单位责任")
	}
	return strings.Join(parts, "；")
}
