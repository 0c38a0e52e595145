package org

import (
	"slices"
)

// Role is what a user may do; a user may have several.
type Role string

// The roles.
const (
	RoleAgent         Role = "agent"         // 话务员
	RoleSupervisor    Role = "supervisor"    // 班长
	RoleUnitClerk     Role = "unit_clerk"    // 承办单位经办人
	RoleDispatcher    Role = "dispatcher"    // 派单员
	RoleLeader        Role = "leader"        // 领导
	RoleDutyOfficer   Role = "duty_officer"  // 总值班室值班员
	RoleAdministrator Role = "administrator" // 系统管理员
	RoleTelecomAdmin  Role = "telecom_admin" // 通信管理员
	RoleAuditor       Role = "auditor"       // 审计员
	// RoleClock belongs to no user: it is the role of what happens by itself.
	RoleClock Role = "clock"
)

// Roles returns the roles of users, in the order above.
func Roles() []Role {
	return []Role{RoleAgent, RoleSupervisor, RoleUnitClerk, RoleDispatcher, RoleLeader, RoleDutyOfficer,
		RoleAdministrator, RoleTelecomAdmin, RoleAuditor}
}

// Actor is who asks for something, and from where.
type Actor struct {
	Person
	Roles []Role `json:"roles"`
	// From is the network address the request came from.
	From string `json:"from,omitempty"`
}

// Clock returns the actor of what happens by itself.
func Clock() Actor {
	return Actor{Person: Person{ID: "clock", Name: "12345"}, Roles: []Role{RoleClock}}
}

// Person is a user as entries name them, as they were at that time.
type Person struct {
	ID string `json:"id"`
	// Number is the agent's number (工号); clerks may have none.
	Number string `json:"number,omitempty"`
	Name   string `json:"name"`
	// Unit is the code of the unit that the person belongs to.
	Unit string `json:"unit,omitempty"`
	// Token and TokenName are the id and the name of the token with which a program acted for
	// the account; empty for a person.
	Token     string `json:"token,omitempty"`
	TokenName string `json:"token_name,omitempty"`
}

// Has reports whether the actor has one of the roles.
func (a Actor) Has(roles ...Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(a.Roles, r) })
}

// CentreRoles are the roles of people who work in a hotline centre.
var CentreRoles = []Role{RoleAgent, RoleSupervisor, RoleDispatcher, RoleAuditor}

// OversightRoles are the roles of those who oversee an area.
var OversightRoles = []Role{RoleLeader, RoleDutyOfficer}
