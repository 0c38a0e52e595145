package httpapi

import (
	"slices"

	"hotline12345/tickets"
)

// Roles that several routes share.
var (
	// Anyone is every signed-in user.
	Anyone = tickets.Roles()
	// Readers and Movers are those whose work is tickets.
	Readers = []tickets.Role{tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleDispatcher, tickets.RoleUnitClerk,
		tickets.RoleAuditor, tickets.RoleLeader, tickets.RoleDutyOfficer}
	Movers = []tickets.Role{tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleDispatcher, tickets.RoleUnitClerk,
		tickets.RoleLeader, tickets.RoleDutyOfficer}
	// Overseers see how the work goes altogether.
	Overseers = []tickets.Role{tickets.RoleSupervisor, tickets.RoleDispatcher, tickets.RoleLeader, tickets.RoleDutyOfficer,
		tickets.RoleAuditor}
	Administrators = []tickets.Role{tickets.RoleAdministrator}
	// ChangeReaders read who changed rules and accounts.
	ChangeReaders = []tickets.Role{tickets.RoleAdministrator, tickets.RoleAuditor}
	// CallReaders see calls and hear their recordings.
	CallReaders   = []tickets.Role{tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleAuditor}
	BookReaders   = slices.Concat([]tickets.Role{tickets.RoleAgent}, Overseers)
	LoadReaders   = slices.Concat(Administrators, Overseers)
	RosterReaders = slices.Concat(Administrators, Readers)
	RosterKeepers = slices.Concat(tickets.RosterKeepers(), Administrators)
)
