package papers

import (
	"fmt"
	"time"

	"hotline12345/tickets"
)

func moves() map[tickets.Move]string {
	return map[tickets.Move]string{
		tickets.MoveRegister: "登记", tickets.MoveCorrect: "更正", tickets.MoveDecline: "不予受理", tickets.MoveDispatch: "派单",
		tickets.MoveMerge: "并案", tickets.MoveAbsorb: "重复诉求并入", tickets.MoveSeparate: "撤销并案",
		tickets.MoveLetGo: "并案工单分出",
		tickets.MoveSign:  "签收", tickets.MoveReturn: "申请退单", tickets.MoveHandDown: "转下级办理", tickets.MoveExtend: "申请延期",
		tickets.MoveReport: "反馈办理结果", tickets.MoveProgress: "续报进展", tickets.MoveExclude: "申请剔除评价",
		tickets.MoveGrant: "同意", tickets.MoveRefuse: "不同意", tickets.MoveAssist: "增加协办", tickets.MoveRelease: "撤销协办",
		tickets.MovePass: "审核通过", tickets.MoveRedo: "退回重办",
		tickets.MoveAnswer: "答复诉求人", tickets.MoveTold: "告知诉求人", tickets.MoveAttempt: "联系未果", tickets.MoveRevisit: "回访",
		tickets.MoveReopen: "重新受理", tickets.MoveArchive: "归档",
		tickets.MoveDispute: "提请领导裁决", tickets.MoveDecide: "裁决", tickets.MoveRefer: "呈报领导", tickets.MoveInstruct: "批示",
		tickets.MoveInvestigate: "现场调查", tickets.MoveProlong: "领导准予延长", tickets.MoveRaise: "转为紧急事项", tickets.MoveVerify: "核实",
		tickets.MoveStandDown: "解除紧急", tickets.MoveAttach: "添加附件",
		tickets.MoveWithdrawFile: "撤回附件", tickets.MoveRemind: "催办", tickets.MoveSupervise: "书面督办",
		tickets.MoveRecompute: "期限重算", tickets.MoveHandOver: "单位移交", "import": "从原系统导入"}
}

// day writes a date as documents do: "2026年11月23日".
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(tickets.Zone)
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}

// moment writes a time of a day: "2026年11月23日 14:05".
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return day(t) + " " + t.In(tickets.Zone).Format("15:04")
}

// limit writes "7wd" as "7个工作日".
func limit(text string) string {
	l, err := tickets.ParseLimit(text)
	switch {
	case err != nil:
		return text
	case l.Days > 0:
		return fmt.Sprintf("%d个工作日", l.Days)
	case l.AtOnce():
		return "当即"
	case l.Clock%time.Hour == 0:
		return fmt.Sprintf("%d小时", l.Clock/time.Hour)
	}
	return fmt.Sprintf("%d分钟", l.Clock/time.Minute)
}

// said returns the word for a value; the value itself where there is none, so that nothing
// is left out.
func said[K ~string](words map[K]string, k K) string {
	if w, ok := words[k]; ok {
		return w
	}
	return string(k)
}

func states() map[tickets.State]string {
	return map[tickets.State]string{
		tickets.Registered: "待派单", tickets.Dispatched: "待签收", tickets.Handling: "办理中", tickets.Redo: "重办中",
		tickets.Checking: "待审核", tickets.Answering: "待答复", tickets.Answered: "已答复", tickets.Revisited: "已回访",
		tickets.Merged: "已并案", tickets.Archived: "已归档"}
}

func types() map[tickets.Type]string {
	return map[tickets.Type]string{
		tickets.Consultation: "咨询", tickets.Help: "求助", tickets.Complaint: "投诉", tickets.Report: "举报",
		tickets.Suggestion: "建议", tickets.Praise: "表扬", tickets.Other: "其他"}
}

func urgencies() map[tickets.Urgency]string {
	return map[tickets.Urgency]string{tickets.Normal: "一般", tickets.Urgent: "紧急", tickets.Emergency: "特急"}
}

func channels() map[tickets.Channel]string {
	return map[tickets.Channel]string{
		tickets.ByCall: "电话", tickets.ByFax: "传真", tickets.BySMS: "短信", tickets.ByQQ: "QQ", tickets.ByWeb: "网站",
		tickets.ByLetter: "来信", tickets.ByVisit: "来访", tickets.ByUnit: "单位登记", tickets.ByReferral: "转来"}
}

func callerKinds() map[tickets.CallerKind]string {
	return map[tickets.CallerKind]string{tickets.CallerPerson: "个人", tickets.CallerCompany: "企业", tickets.CallerOrganisation: "其他组织"}
}

func ways() map[tickets.Way]string {
	return map[tickets.Way]string{
		tickets.InCall: "通话中当即答复", tickets.Telephone: "电话", tickets.Letter: "书面", tickets.Fax: "传真",
		tickets.SMS: "短信", tickets.Web: "网站", tickets.Visit: "当面"}
}

func results() map[tickets.Result]string {
	return map[tickets.Result]string{
		tickets.Solved: "已解决", tickets.Partly: "部分解决", tickets.Explained: "政策不符，已解释", tickets.NotSolved: "未解决"}
}

func noAnswers() map[tickets.NoAnswer]string {
	return map[tickets.NoAnswer]string{
		tickets.Unreachable: "多次联系未果", tickets.NoContact: "没有联系方式", tickets.Unwanted: "诉求人不需要答复",
		tickets.Withdrawn: "诉求人撤回", tickets.Repeat: "已在首次工单中答复"}
}

func declines() map[tickets.Declined]string {
	return map[tickets.Declined]string{
		tickets.Litigation: "已进入诉讼、仲裁", tickets.Review: "行政复议事项", tickets.Discipline: "纪检监察事项",
		tickets.Disclosure: "政府信息公开申请", tickets.Petition: "已进入信访渠道", tickets.Secret: "国家秘密、商业秘密",
		tickets.Privacy: "涉及个人隐私", tickets.PublicOrder: "违反公序良俗", tickets.NotGovernment: "不属于政府职责",
		tickets.EmergencyLine: "应由110、119、120、122处理"}
}

func unitRequests() map[tickets.UnitRequestKind]string {
	return map[tickets.UnitRequestKind]string{
		tickets.ReturnRequest: "退单", tickets.ExtensionRequest: "延期", tickets.ExclusionRequest: "剔除评价"}
}

func outcomes() map[tickets.Outcome]string {
	return map[tickets.Outcome]string{
		tickets.NoReply: "无人接听", tickets.Busy: "占线", tickets.WrongNumber: "号码有误", tickets.CallLater: "请稍后再打"}
}

func alarmWords() map[tickets.Alarm]string {
	return map[tickets.Alarm]string{
		tickets.AlarmSign: "提醒签收", tickets.AlarmDue: "到期提醒", tickets.AlarmOverdue: "超期督办",
		tickets.AlarmVerify: "提醒核实紧急事项", tickets.AlarmPromise: "承诺时限已到",
		tickets.AlarmContact: "提醒首次联系市民"}
}

func solutions() map[tickets.Solution]string {
	return map[tickets.Solution]string{
		tickets.SolvedYes: "已解决", tickets.SolvedPartly: "部分解决", tickets.SolvedNo: "未解决"}
}

func assignmentStates() map[tickets.AssignmentState]string {
	return map[tickets.AssignmentState]string{
		tickets.ToSign: "待签收", tickets.InHand: "办理中", tickets.Reported: "已反馈"}
}
