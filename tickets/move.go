package tickets

// Move is a step in the life of a ticket, by a person or by the clock.
type Move string

// The moves.
const (
	MoveRegister Move = "register" // 登记
	MoveCorrect  Move = "correct"  // 更正: the register itself is never changed
	MoveDecline  Move = "decline"  // 不予受理 (M33)
	MoveDispatch Move = "dispatch" // 派单, 改派
	MoveMerge    Move = "merge"    // 并案 (M36)
	MoveAbsorb   Move = "absorb"   // another ticket was merged into this
	MoveLetGo    Move = "let_go"   // a merged ticket goes its own way again
	MoveSeparate Move = "separate" // 撤销并案

	MoveSign     Move = "sign"      // 签收
	MoveReturn   Move = "return"    // 申请退单
	MoveHandDown Move = "hand_down" // 转下级办理
	MoveExtend   Move = "extend"    // 申请延期
	MoveReport   Move = "report"    // 反馈: the unit answers the hotline
	MoveProgress Move = "progress"  // 续报, 进展
	MoveExclude  Move = "exclude"   // 申请剔除: a rating is not to count (M57)

	MoveGrant   Move = "grant"   // 同意: a return, an extension, an exclusion
	MoveRefuse  Move = "refuse"  // 不同意
	MoveAssist  Move = "assist"  // 增加协办
	MoveRelease Move = "release" // 撤销协办
	MovePass    Move = "pass"    // 审核通过
	MoveRedo    Move = "redo"    // 退回重办 (S098)

	MoveAnswer  Move = "answer"  // 答复: the citizen got an answer
	MoveTold    Move = "told"    // 告知: the citizen was told how it goes on (S083)
	MoveAttempt Move = "attempt" // 联系未果
	MoveRevisit Move = "revisit" // 回访
	MoveReopen  Move = "reopen"  // 重新受理
	MoveArchive Move = "archive" // 归档

	MoveDispute     Move = "dispute"     // 提请裁决: the units disagree (S099)
	MoveDecide      Move = "decide"      // 裁决
	MoveRefer       Move = "refer"       // 呈报领导 (S084)
	MoveInstruct    Move = "instruct"    // 批示 (S085)
	MoveInvestigate Move = "investigate" // 现场调查 (S100)
	MoveProlong     Move = "prolong"     // 准予延长: beyond thirty working days (S093)

	MoveRaise     Move = "raise"      // 转为紧急事项 (S088)
	MoveVerify    Move = "verify"     // 核实
	MoveStandDown Move = "stand_down" // 解除紧急

	MoveAttach       Move = "attach"        // 添加附件 (S100, S107)
	MoveWithdrawFile Move = "withdraw_file" // 撤回附件

	MoveRemind    Move = "remind"    // 提醒
	MoveSupervise Move = "supervise" // 督办 (S097)
	MoveRecompute Move = "recompute" // 期限重算: the calendar changed
	MoveHandOver  Move = "hand_over" // 移交: a unit was merged or dissolved
)

// Moves returns all moves.
func Moves() []Move {
	return []Move{MoveRegister, MoveCorrect, MoveDecline, MoveDispatch, MoveMerge, MoveAbsorb, MoveSeparate, MoveLetGo,
		MoveSign, MoveReturn, MoveHandDown, MoveExtend, MoveReport, MoveProgress, MoveExclude,
		MoveGrant, MoveRefuse, MoveAssist, MoveRelease, MovePass, MoveRedo,
		MoveAnswer, MoveTold, MoveAttempt, MoveRevisit, MoveReopen, MoveArchive,
		MoveDispute, MoveDecide, MoveRefer, MoveInstruct, MoveInvestigate, MoveProlong,
		MoveRaise, MoveVerify, MoveStandDown,
		MoveAttach, MoveWithdrawFile,
		MoveRemind, MoveSupervise, MoveRecompute, MoveHandOver}
}
