package httpapi

import (
	"slices"

	"hotline12345/tickets/org"
)

// Roles that several routes share.
var (
	// Anyone is every signed-in user.
	Anyone = org.Roles()
	// Readers and Movers are those whose work is tickets.
	Readers = []org.Role{org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher, org.RoleUnitClerk,
		org.RoleAuditor, org.RoleLeader, org.RoleDutyOfficer}
	Movers = []org.Role{org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher, org.RoleUnitClerk,
		org.RoleLeader, org.RoleDutyOfficer}
	// Overseers see how the work goes altogether.
	Overseers = []org.Role{org.RoleSupervisor, org.RoleDispatcher, org.RoleLeader, org.RoleDutyOfficer,
		org.RoleAuditor}
	Administrators = []org.Role{org.RoleAdministrator}
	// ChangeReaders read who changed rules and accounts.
	ChangeReaders = []org.Role{org.RoleAdministrator, org.RoleAuditor}
	// CallReaders see calls and hear their recordings.
	CallReaders   = []org.Role{org.RoleAgent, org.RoleSupervisor, org.RoleAuditor}
	BookReaders   = slices.Concat([]org.Role{org.RoleAgent}, Overseers)
	LoadReaders   = slices.Concat(Administrators, Overseers)
	RosterReaders = slices.Concat(Administrators, Readers)
	RosterKeepers = slices.Concat(org.RosterKeepers(), Administrators)
)
