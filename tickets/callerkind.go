package tickets

// CallerKind is who a caller speaks for (S002).
type CallerKind string

// The kinds; none is a person.
const (
	CallerPerson       CallerKind = "person"       // 个人
	CallerCompany      CallerKind = "company"      // 企业
	CallerOrganisation CallerKind = "organisation" // 其他组织
)

// CallerKinds returns all kinds.
func CallerKinds() []CallerKind {
	return []CallerKind{CallerPerson, CallerCompany, CallerOrganisation}
}

// needsUnit reports whether the caller speaks for a unit, whose name is asked for then
// (S074). A person needs none, and need not decline one.
func (k CallerKind) needsUnit() bool { return k == CallerCompany || k == CallerOrganisation }

// Personal reports whether a person speaks for themself: no unit, and none declined.
func (r Register) Personal() bool {
	return !r.CallerKind.needsUnit() && r.Unit == "" && !r.UnitDeclined
}
