package tickets

import "slices"

// Who does what.
var (
	deskRoles   = []Role{RoleAgent, RoleSupervisor}
	officeRoles = []Role{RoleAgent, RoleSupervisor, RoleDispatcher}
	headRoles   = []Role{RoleSupervisor, RoleDispatcher}
	leaderRoles = []Role{RoleLeader}
	clockRoles  = []Role{RoleClock}
	// A part may be the hotline's own (S087): whoever belongs to the unit acts.
	partRoles = []Role{RoleUnitClerk, RoleAgent, RoleSupervisor, RoleDispatcher}
	anyHand   = []Role{RoleUnitClerk, RoleAgent, RoleSupervisor, RoleDispatcher, RoleDutyOfficer}
)

// Table is the one list of legal moves; anything else is refused.
func Table() []Rule { return table }

var table = slices.Concat(intakeRules(), dispatchRules(), unitRules(), checkRules(), answerRules(), leaderRules(), emergencyRules(), fileRules(), clockRules())

// intakeRules: from any matter to a ticket.
func intakeRules() []Rule {
	return []Rule{
		{From: []State{Unwritten}, Move: MoveRegister, Roles: append(slices.Clone(deskRoles), RoleUnitClerk, RoleDispatcher), To: Registered, Effect: register},
		{From: []State{Registered}, Move: MoveDecline, Roles: officeRoles, To: Answered,
			Needs: []Guard{guardAnswering}, Wants: []Guard{guardDeclined, guardText, guardWay, guardAnswerTime}, Effect: decline},
		{From: []State{Registered}, Move: MoveMerge, Roles: officeRoles, To: Merged,
			Needs: []Guard{guardAnswering, guardNothingAbsorbed}, Wants: []Guard{guardInto}, Effect: merge},
		{From: []State{Dispatched, Handling}, Move: MoveMerge, Roles: headRoles, To: Merged,
			Needs: []Guard{guardAnswering, guardNothingAbsorbed}, Wants: []Guard{guardInto, guardIntoLed, guardText}, Effect: merge},
		{From: unanswered(), Move: MoveAbsorb, Roles: officeRoles, To: Same, Inner: true, Wants: []Guard{guardAbsorb}, Effect: absorb},
		{From: []State{Merged}, Move: MoveSeparate, Roles: headRoles, To: Registered, Needs: []Guard{guardAnswering}, Wants: []Guard{guardText}, Effect: separate},
		{From: States(), Move: MoveLetGo, Roles: headRoles, To: Same, Inner: true, Wants: []Guard{guardLetGo}, Effect: letGo},
		{From: States(), Move: MoveCorrect, Roles: officeRoles, To: Same, Needs: []Guard{guardAnswering}, Wants: []Guard{guardText, guardChanges, guardUncover}, Effect: correct},
	}
}

// dispatchRules: who handles it.
func dispatchRules() []Rule {
	return []Rule{
		{From: []State{Registered}, Move: MoveDispatch, Roles: officeRoles, To: Dispatched,
			Needs: []Guard{guardAnswering}, Wants: []Guard{guardUnit, guardAssist, guardLimit}, Effect: dispatch},
		{From: atUnits(), Move: MoveDispatch, Roles: headRoles, To: Dispatched,
			Needs: []Guard{guardAnswering, guardUndecided}, Wants: []Guard{guardUnit, guardOtherUnit, guardAssist, guardLimit, guardText}, Effect: dispatch},
		{From: atUnits(), Move: MoveHandDown, Roles: []Role{RoleUnitClerk, RoleSupervisor, RoleDispatcher}, To: Dispatched,
			Needs: []Guard{guardOwnLead, guardNoReturn}, Wants: []Guard{guardUnit, guardBelow, guardOtherUnit}, Effect: handDown},
		{From: atUnits(), Move: MoveAssist, Roles: headRoles, To: Same, Needs: []Guard{guardAnswering}, Wants: []Guard{guardUnit, guardNoPart, guardLimit}, Effect: assist},
		{From: append(atUnits(), Checking), Move: MoveRelease, Roles: headRoles, To: Same,
			Needs: []Guard{guardAnswering, guardAssistants}, Wants: []Guard{guardAssistPart, guardText}, Effect: release},
	}
}

// unitRules: what a unit does with its part.
func unitRules() []Rule {
	return []Rule{
		{From: []State{Dispatched}, Move: MoveSign, Roles: partRoles, To: Handling, If: ofLead, Needs: []Guard{guardOwnPart, guardToSign}, Effect: sign},
		{From: append(atUnits(), Checking), Move: MoveSign, Roles: partRoles, To: Same, If: ofAssist,
			Needs: []Guard{guardOwnPart, guardToSign}, Effect: sign},
		{From: append(atUnits(), Checking), Move: MoveReturn, Roles: []Role{RoleUnitClerk}, To: Same,
			Needs: []Guard{guardOwnPart, guardOpenPart, guardNoReturn, guardUndecided}, Wants: []Guard{guardText}, Effect: askReturn},
		{From: append(atUnits(), Checking), Move: MoveExtend, Roles: partRoles, To: Same,
			Needs: []Guard{guardOwnPart, guardInHand, guardNotOver, guardNoExtension}, Wants: []Guard{guardText, guardDays}, Effect: askExtension},
		{From: []State{Handling, Redo}, Move: MoveReport, Roles: partRoles, To: Checking, If: ofLead,
			Needs: []Guard{guardOwnPart, guardInHand}, Wants: []Guard{guardText, guardResult, guardMaybeTold}, Effect: report},
		{From: append(atUnits(), Checking), Move: MoveReport, Roles: partRoles, To: Same, If: ofAssist,
			Needs: []Guard{guardOwnPart, guardInHand}, Wants: []Guard{guardText, guardResult}, Effect: report},
		{From: append(unanswered(), Answered, Revisited, Merged), Move: MoveProgress, Roles: anyHand, To: Same,
			Needs: []Guard{guardConcerned}, Wants: []Guard{guardText, guardMaybeWay}, Effect: progress},
		{From: []State{Revisited, Redo, Archived}, Move: MoveExclude, Roles: []Role{RoleUnitClerk}, To: Same,
			Needs: []Guard{guardOwnPart, guardRated, guardNoExclusion, guardExcludeInTime}, Wants: []Guard{guardText}, Effect: askExclusion},
	}
}

// checkRules: the hotline decides what units ask for, and checks what they did.
func checkRules() []Rule {
	here := append(atUnits(), Checking)
	return []Rule{
		{From: here, Move: MoveGrant, Roles: headRoles, To: Registered, If: returnOfLead, Needs: []Guard{guardAnswering, guardPlea}, Wants: []Guard{guardWhichPlea}, Effect: grantReturn},
		{From: States(), Move: MoveGrant, Roles: headRoles, To: Same, If: exclusion, Needs: []Guard{guardAnswering, guardPlea}, Wants: []Guard{guardWhichPlea}, Effect: grant},
		{From: here, Move: MoveGrant, Roles: headRoles, To: Same, Needs: []Guard{guardAnswering, guardPlea}, Wants: []Guard{guardWhichPlea, guardCap}, Effect: grant},
		{From: States(), Move: MoveRefuse, Roles: headRoles, To: Same, If: exclusion, Needs: []Guard{guardAnswering, guardPlea}, Wants: []Guard{guardWhichPlea, guardText}, Effect: refuse},
		{From: here, Move: MoveRefuse, Roles: headRoles, To: Same, Needs: []Guard{guardAnswering, guardPlea}, Wants: []Guard{guardWhichPlea, guardText}, Effect: refuse},
		{From: []State{Checking}, Move: MovePass, Roles: officeRoles, To: Answered, If: toldByUnit,
			Needs: []Guard{guardAnswering, guardAllReported, guardNothingPending}, Effect: pass},
		{From: []State{Checking}, Move: MovePass, Roles: officeRoles, To: Answering,
			Needs: []Guard{guardAnswering, guardAllReported, guardNothingPending}, Effect: pass},
		{From: []State{Checking}, Move: MoveRedo, Roles: headRoles, To: Same, If: assistsNamed,
			Needs: []Guard{guardAnswering}, Wants: []Guard{guardText, guardNewLimit}, Effect: redo},
		{From: []State{Checking, Answering, Answered, Revisited}, Move: MoveRedo, Roles: headRoles, To: Redo,
			Needs: []Guard{guardAnswering, guardHasLead}, Wants: []Guard{guardText, guardNewLimit, guardLeadNamed}, Effect: redo},
	}
}

// answerRules: no information in without information out (S016).
func answerRules() []Rule {
	answered := []Guard{guardText, guardWay, guardReachable, guardAnswerTime}
	return []Rule{
		{From: []State{Registered, Answering, Merged}, Move: MoveAnswer, Roles: officeRoles, To: Answered, Needs: []Guard{guardAnswering}, Wants: answered, Effect: answer},
		{From: append(unanswered(), Answered, Merged), Move: MoveTold, Roles: officeRoles, To: Same,
			Needs: []Guard{guardAnswering, guardToTell}, Wants: []Guard{guardWay, guardReachable, guardAnswerTime}, Effect: told},
		{From: []State{Answering, Answered, Merged, Registered}, Move: MoveAttempt, Roles: officeRoles, To: Same, Needs: []Guard{guardAnswering}, Wants: []Guard{guardOutcome}, Effect: attempt},
		{From: []State{Answered}, Move: MoveRevisit, Roles: officeRoles, To: Redo, If: unitsFault,
			Needs: []Guard{guardAnswering}, Wants: []Guard{guardRating, guardText, guardNewLimit, guardLeadNamed}, Effect: revisitRedo},
		{From: []State{Answered}, Move: MoveRevisit, Roles: officeRoles, To: Revisited, Needs: []Guard{guardAnswering}, Wants: []Guard{guardRating, guardReachedOrTried}, Effect: revisit},
		{From: []State{Answered, Revisited, Archived}, Move: MoveReopen, Roles: headRoles, To: Registered, Needs: []Guard{guardAnswering}, Wants: []Guard{guardText}, Effect: reopen},
		{From: []State{Answered, Revisited}, Move: MoveArchive, Roles: officeRoles, To: Archived,
			Needs: []Guard{guardAnswering, guardAnswered, guardRevisited, guardNothingPending, guardPassedOn}, Effect: archive},
		{From: []State{Registered, Answering, Merged}, Move: MoveArchive, Roles: officeRoles, To: Archived,
			Needs: []Guard{guardAnswering, guardNothingPending, guardPassedOn}, Wants: []Guard{guardNoAnswer, guardText, guardNoneWaits}, Effect: archive},
		{From: append(atUnits(), Checking), Move: MoveArchive, Roles: headRoles, To: Archived,
			Needs: []Guard{guardAnswering, guardNothingPending, guardPassedOn}, Wants: []Guard{guardNoAnswer, guardText, guardNoneWaits}, Effect: archive},
	}
}

// leaderRules: what only a leader can settle.
func leaderRules() []Rule {
	here := append(atUnits(), Checking)
	anywhere := append(unanswered(), Answered, Revisited, Merged) // a dispute never waits for a leader who cannot settle it
	return []Rule{
		{From: here, Move: MoveDispute, Roles: append(slices.Clone(headRoles), RoleUnitClerk), To: Same,
			Needs: []Guard{guardConcerned, guardNoDispute, guardUnitAccepts}, Wants: []Guard{guardText}, Effect: dispute},
		{From: append(here, Registered), Move: MoveDecide, Roles: leaderRoles, To: Dispatched, If: otherLead,
			Needs: []Guard{guardAnswering, guardDispute}, Wants: []Guard{guardText, guardUnit, guardLimit}, Effect: decide},
		{From: anywhere, Move: MoveDecide, Roles: leaderRoles, To: Same, Needs: []Guard{guardAnswering, guardDispute}, Wants: []Guard{guardText, guardSameLead}, Effect: decide},
		{From: append(unanswered(), Answered, Revisited), Move: MoveRefer, Roles: headRoles, To: Same,
			Needs: []Guard{guardAnswering, guardNotReferred}, Wants: []Guard{guardText}, Effect: refer},
		{From: append(unanswered(), Answered, Revisited), Move: MoveInstruct, Roles: leaderRoles, To: Same, Needs: []Guard{guardAnswering}, Wants: []Guard{guardText}, Effect: instruct},
		{From: append(unanswered(), Answered, Revisited), Move: MoveInvestigate, Roles: headRoles, To: Same,
			Needs: []Guard{guardAnswering}, Wants: []Guard{guardText, guardPeople}, Effect: note},
	}
}

// emergencyRules: life and property (S088, S089, S094).
func emergencyRules() []Rule {
	return []Rule{
		{From: unanswered(), Move: MoveRaise, Roles: anyHand, To: Same, Needs: []Guard{guardConcerned, guardNoEmergency}, Wants: []Guard{guardText}, Effect: raise},
		{From: append(unanswered(), Answered, Revisited, Merged), Move: MoveVerify, Roles: []Role{RoleDutyOfficer, RoleSupervisor, RoleDispatcher}, To: Same,
			Needs: []Guard{guardAnswering, guardUnverified}, Wants: []Guard{guardText}, Effect: verify},
		{From: append(unanswered(), Answered, Revisited, Merged), Move: MoveStandDown, Roles: []Role{RoleDutyOfficer, RoleSupervisor}, To: Same,
			Needs: []Guard{guardAnswering, guardEmergency}, Wants: []Guard{guardText}, Effect: standDown},
	}
}

// fileRules: photos, letters and other material (S100, S107). What comes late is
// added to the archive too, by the centre that answers for it.
func fileRules() []Rule {
	open, filers := append(unanswered(), Answered, Revisited, Merged), append(slices.Clone(anyHand), RoleLeader)
	return []Rule{
		{From: open, Move: MoveAttach, Roles: filers, To: Same, Needs: []Guard{guardFiler, guardRoomForFile}, Wants: []Guard{guardAttached}, Effect: attach},
		{From: []State{Archived}, Move: MoveAttach, Roles: officeRoles, To: Same,
			Needs: []Guard{guardAnswering, guardRoomForFile}, Wants: []Guard{guardAttached}, Effect: attach},
		{From: open, Move: MoveWithdrawFile, Roles: filers, To: Same, Needs: []Guard{guardAnyFile}, Wants: []Guard{guardFile, guardText}, Effect: withdrawFile},
		{From: []State{Archived}, Move: MoveWithdrawFile, Roles: officeRoles, To: Same,
			Needs: []Guard{guardAnswering, guardAnyFile}, Wants: []Guard{guardFile, guardText}, Effect: withdrawFile},
	}
}

// clockRules: what happens by itself, or by an administrator's change.
func clockRules() []Rule {
	return []Rule{
		{From: []State{Answered, Revisited}, Move: MoveRemind, Roles: clockRoles, To: Same, Effect: remind},
		{From: append(unanswered(), Merged), Move: MoveRemind, Roles: append(slices.Clone(headRoles), RoleClock), To: Same, Needs: []Guard{guardAnswering}, Wants: []Guard{guardRemind}, Effect: remind},
		{From: append(atUnits(), Checking), Move: MoveSupervise, Roles: append(slices.Clone(headRoles), RoleClock), To: Same, Needs: []Guard{guardAnswering, guardHasLead},
			Wants: []Guard{guardSupervise, guardLimit, guardSupervisedCap}, Effect: supervise},
		{From: append(unanswered(), Merged), Move: MoveRecompute, Roles: clockRoles, To: Same, Effect: recompute},
		{From: States(), Move: MoveHandOver, Roles: clockRoles, To: Same, Wants: []Guard{guardUnit, guardHandOver}, Effect: handOver},
	}
}
