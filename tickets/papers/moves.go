package papers

import (
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
		tickets.MoveInvestigate: "现场调查", tickets.MoveRaise: "转为紧急事项", tickets.MoveVerify: "核实",
		tickets.MoveStandDown: "解除紧急", tickets.MoveAttach: "添加附件",
		tickets.MoveWithdrawFile: "撤回附件", tickets.MoveRemind: "催办", tickets.MoveSupervise: "书面督办",
		tickets.MoveRecompute: "期限重算", tickets.MoveHandOver: "单位移交", "import": "从原系统导入"}
}
