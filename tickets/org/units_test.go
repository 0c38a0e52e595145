package org_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// city is the city of the tests with units that ended: Z7 went into Z8, which went
// into Y08; Z9 has no successor; A-99 was a sub-centre, A-08 the one before it.
func city() org.Tree {
	return org.NewTree(append(storetest.Units(),
		org.Unit{Code: "Z7", Name: "市七局", Parent: "Y", Level: 1, Ended: true, Successor: "Z8"},
		org.Unit{Code: "Z8", Name: "市八局", Parent: "Y", Level: 1, Ended: true, Successor: "Y08"},
		org.Unit{Code: "Z9", Name: "市九局", Parent: "Y", Level: 1, Ended: true},
		org.Unit{Code: "A-99", Name: "旧分中心", Parent: "A", Level: 2, Centre: true, Ended: true, Successor: "A-00"},
		org.Unit{Code: "Y04s", Name: "城管一大队", Parent: "Y04", Level: 2, Successor: "Y08"},
		org.Unit{Code: "B", Name: "望山区", Parent: "Y", Level: 2, Ended: true, Successor: "A"}))
}

func TestWhereAUnitStands(t *testing.T) {
	t.Parallel()
	tree := city()
	var none org.Tree
	words := func(list []string) string { return strings.Join(list, " ") }
	bit := func(b bool) string { return map[bool]string{true: "yes", false: "no"}[b] }
	for _, c := range []struct{ what, got, want string }{
		{"above A1a", words(tree.Above("A1a")), "A1 A Y"}, {"above the top", words(tree.Above("Y")), ""}, {"above nobody", words(tree.Above("")), ""},
		{"above a unit that is none", words(tree.Above("Q")), ""},
		{"the bureau of A1a", tree.Top("A1a"), "A"}, {"of A", tree.Top("A"), "A"}, {"of A1", tree.Top("A1"), "A"}, {"of the top", tree.Top("Y"), "Y"},
		{"the successor of Z7", tree.Current("Z7"), "Y08"}, {"of Z9", tree.Current("Z9"), "Z9"}, {"of Y04", tree.Current("Y04"), "Y04"},
		{"of one that names one and goes on", tree.Current("Y04s"), "Y04s"}, {"of one that is none", tree.Current("Q"), "Q"},
		{"who works now", words(tree.CurrentOf([]string{"Z7", "Z9", "Q", "Y04", "Z8", "Y00"}, "Y00")), "Y08 Y04"},
		{"below A", words(tree.Below("A")), "A A-00 A-09 A1 A1a A-99"}, {"below Y08", words(tree.Below("Y08")), "Y08"},
		{"served by Y08", words(tree.Serves("Y08")), "Y08 Z7 Z8"}, {"served by A", words(tree.Serves("A")), "A A-00 A-09 A1 A1a A-99 B"},
		{"served by A-00", words(tree.Serves("A-00")), "A-00 A-99"},
		{"the area of a sub-centre", tree.Scope("A-00"), "A"}, {"of the centre", tree.Scope("Y00"), "Y"}, {"of a bureau", tree.Scope("Y04"), "Y04"},
		{"the centre for A1a", tree.CentreFor("A1a"), "A-00"}, {"for Y04", tree.CentreFor("Y04"), "Y00"}, {"for a centre", tree.CentreFor("A-00"), "A-00"},
		{"for a unit that is none", tree.CentreFor("Q"), ""}, {"for the top", tree.CentreFor("Y"), "Y00"}, {"in a tree never read", none.CentreFor("Q"), "Q"},
		{"A1a within A", bit(tree.Within("A1a", "A")), "yes"}, {"A within A", bit(tree.Within("A", "A")), "yes"}, {"A within A1a", bit(tree.Within("A", "A1a")), "no"},
		{"nobody within nobody", bit(tree.Within("", "")), "no"}, {"A within nobody", bit(tree.Within("A", "")), "no"}, {"nobody within A", bit(tree.Within("", "A")), "no"},
		{"Y04 works", bit(tree.Works("Y04")), "yes"}, {"Z7 works", bit(tree.Works("Z7")), "no"}, {"none works", bit(tree.Works("Q")), "no"}, {"before the tree was read", bit(none.Works("Q")), "yes"},
		{"Z7 takes work", bit(tree.TakesWork("Z7")), "yes"}, {"Z9 takes work", bit(tree.TakesWork("Z9")), "no"}, {"none takes work", bit(tree.TakesWork("Q")), "no"},
		{"takes work before the tree was read", bit(none.TakesWork("Q")), "yes"},
		{"the city over A-00", bit(tree.Oversees("Y", "A-00")), "yes"}, {"the centre over all", bit(tree.Oversees("Y00", "")), "yes"},
		{"A over A-00", bit(tree.Oversees("A", "A-00")), "yes"}, {"A over the city", bit(tree.Oversees("A", "Y00")), "no"}, {"A1 over A-00", bit(tree.Oversees("A1", "A-00")), "no"},
		{"the ended sub-centre over A-00", bit(tree.Oversees("A-99", "A-00")), "yes"}, {"over itself, never read", bit(none.Oversees("Q", "Q")), "yes"},
		{"over another, never read", bit(none.Oversees("Q", "R")), "no"}, {"nobody over nobody, in the city", bit(tree.Oversees("Q", "")), "no"},
		{"A-00 is a centre", bit(org.InCentre("A-00", tree)), "yes"}, {"so is the top", bit(org.InCentre("Y", tree)), "yes"}, {"A is none", bit(org.InCentre("A", tree)), "no"},
		{"an ended sub-centre counts as the next", bit(org.InCentre("A-99", tree)), "yes"}, {"a unit that is none", bit(org.InCentre("Q", tree)), "yes"},
		{"the whole, never read", bit(org.OverseesAll("Q", none)), "yes"}, {"A has not the whole", bit(org.OverseesAll("A", tree)), "no"},
		{"is read", bit(tree.Loaded()), "yes"}, {"is not read", bit(none.Loaded()), "no"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
	if len(tree.All()) != 15 {
		t.Errorf("%d units", len(tree.All()))
	}
	if u, ok := tree.Unit("Y04"); !ok || u.Name != "市城管局" {
		t.Errorf("Y04 is %+v", u)
	}
}

func TestTheAreaOfAPlace(t *testing.T) {
	t.Parallel()
	tree := org.NewTree(append(city().All(),
		org.Unit{Code: "C", Name: "江北区", Parent: "Y", Level: 2}, org.Unit{Code: "C1", Name: "海滨街道", Parent: "C", Level: 3},
		org.Unit{Code: "C2", Name: "", Parent: "C", Level: 3}, org.Unit{Code: "C3", Name: "长海滨街道", Parent: "C", Level: 3}))
	for place, want := range map[string]string{
		"云湾市政府":           "",   // the whole is no area
		"云湾市望海区海滨街道18号":   "A1", // both streets bear the name; the district is named
		"云湾市江北区海滨街道18号":   "C1",
		"江北区长海滨街道":        "C3", // the longer name is meant
		"望海社区活动室":         "A1a",
		"望海区人民路":          "A",
		"市城管局门口":          "", // a bureau is no area
		"望山区政府":           "", // it has ended
		"望海区12345热线分中心门口": "A",
		"":                "",
		"临港路":             "",
	} {
		if got := tree.AreaOf(place); got != want {
			t.Errorf("%q lies in %q, want %q", place, got, want)
		}
	}
	for _, c := range []struct {
		area  string
		level int
		want  string
	}{{"A1a", 4, "A1a"}, {"A1a", 3, "A1"}, {"A1a", 2, "A"}, {"A1a", 1, "Y"}, {"A1a", 0, "A1a"}, {"A", 3, "A"}} {
		if got := tree.AtLevel(c.area, c.level); got != c.want {
			t.Errorf("%s at level %d: %s, want %s", c.area, c.level, got, c.want)
		}
	}
}

func TestWhoseTicketsAreSeen(t *testing.T) {
	t.Parallel()
	tree := city()
	for _, c := range []struct {
		by   org.Actor
		tree org.Tree
		want string // "-" is all
	}{
		{storetest.Of("Y00", org.RoleAgent), tree, "-"}, {storetest.Of("Y", org.RoleLeader), tree, "-"}, {storetest.Of("A-00", org.RoleAgent), tree, "A A-00 A-09 A1 A1a A-99 B"},
		{storetest.Of("A", org.RoleDutyOfficer), tree, "A A-00 A-09 A1 A1a A-99 B"}, {storetest.Of("Y08", org.RoleUnitClerk), tree, "Y08 Z7 Z8"},
		{storetest.Of("Y04", org.RoleAgent), org.Tree{}, "-"}, {storetest.Of("Y04", org.RoleUnitClerk), org.Tree{}, "Y04"}, {storetest.Of("Y00", org.RoleUnitClerk), tree, "Y00"},
		{storetest.Of("Q", org.RoleAgent), tree, "Q"}, {storetest.Of("", org.RoleLeader), tree, ""}, // who is nowhere sees nothing
	} {
		units, err := org.VisibleUnits(c.by, c.tree)
		got := strings.TrimSpace(strings.Join(units, " "))
		if units == nil {
			got = "-"
		}
		if got != c.want || err != nil {
			t.Errorf("%s of %s sees %q, error %v; want %q", c.by.Roles, c.by.Unit, got, err, c.want)
		}
	}
	if _, err := org.VisibleUnits(storetest.Of("Y00", org.RoleAdministrator), tree); !errors.Is(err, errs.ErrForbidden) {
		t.Errorf("an administrator sees tickets: error %v", err)
	}
	for unit, want := range map[string][]string{"Y00": nil, "Y": nil, "A-99": tree.Serves("A"), "Y04": {"Y04", "Y04s"}} {
		if got := org.AdministeredUnits(storetest.Of(unit, org.RoleAdministrator), tree); !slices.Equal(got, want) || (got == nil) != (want == nil) {
			t.Errorf("an administrator of %s has %v, want %v", unit, got, want)
		}
	}
	if org.Administers(storetest.Of("Q", org.RoleAdministrator), "Y04", tree) || !org.Administers(storetest.Of("Q", org.RoleAdministrator), "Y04", org.Tree{}) {
		t.Error("an administrator of nowhere")
	}
	if !org.Administers(storetest.Of("Y00", org.RoleAdministrator), "", tree) || org.Administers(storetest.Of("A", org.RoleAdministrator), "", tree) {
		t.Error("who is nowhere is the city's")
	}
}
