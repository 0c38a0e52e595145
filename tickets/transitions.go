package tickets

import (
	"slices"

	"hotline12345/tickets/org"
)

// Who does what.
var (
	receptionRoles = []org.Role{org.RoleAgent, org.RoleSupervisor}
	officeRoles    = []org.Role{org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher}
	headRoles      = []org.Role{org.RoleSupervisor, org.RoleDispatcher}
	leaderRoles    = []org.Role{org.RoleLeader}
	clockRoles     = []org.Role{org.RoleClock}
	// A part may be the hotline's own (S087): whoever belongs to the unit acts.
	partRoles = []org.Role{org.RoleUnitClerk, org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher}
	anyHand   = []org.Role{org.RoleUnitClerk, org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher, org.RoleDutyOfficer}
)

// Table is the one list of legal moves; anything else is refused.
func Transitions() []Transition { return transitions }

var transitions = slices.Concat(intakeTransitions(), dispatchTransitions(), unitTransitions(), checkTransitions(), answerTransitions(), leaderTransitions(), emergencyTransitions(), fileTransitions(), clockTransitions())
