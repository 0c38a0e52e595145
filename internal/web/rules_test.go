package web

import (
	"context"
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/importing"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
)

// staffList is where the preview reads who belongs to a unit.
type staffList struct{ Imports }

func (staffList) EveryUser(context.Context) ([]org.User, error) {
	return []org.User{{Unit: "Y04"}, {Unit: "Y08"}}, nil
}
func (staffList) ApplyImport(context.Context, importing.Batch, importing.Act) (importing.Outcome, error) {
	panic("a preview imports nothing")
}

func TestAChangeOfTheRulesIsSeenBeforeItIsMade(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(c *Config) { c.Imports = staffList{} })
	admin := o.as(t, "administrator")
	p := read[service.Preview](admin.do("POST", "/api/rules/preview", `{"limits":[{"unit":"7wd","promise":"3wd"}]}`).want(200, ""))
	if len(p.Warnings) != 1 || p.Warnings[0].Code != tickets.ShortPromise || len(p.Limits) == 0 {
		t.Errorf("a promise shorter than the limit: %+v", p)
	}
	p = read[service.Preview](admin.do("POST", "/api/rules/preview", `{"unit":{"code":"Y04","name":"市城管局","parent":"Y","level":1,"ended":true,"successor":"Y08"}}`).want(200, ""))
	if p.Impact == nil || p.Impact.To != "Y08" || p.Impact.Users != 1 {
		t.Errorf("a unit that ends: %+v", p.Impact)
	}
	changes := read[[]tickets.RuleChange](admin.do("GET", "/api/rules/changes", "").want(200, ""))
	if len(changes) != 0 {
		t.Errorf("a preview changed the rules: %+v", changes)
	}
	admin.do("POST", "/api/rules", `{"rev":"*","options":{"seed_rules":false,"closing":1080,"anonymous":"refused"}}`).want(200, "")
	admin.do("POST", "/api/rules", `{"rev":"*","limits":[{"unit":"5wd"}]}`).want(200, "")
	changes = read[[]tickets.RuleChange](admin.do("GET", "/api/rules/changes?kind=options", "").want(200, ""))
	if len(changes) != 1 || changes[0].Options.Closing != 1080 || changes[0].Before == nil || changes[0].Before.Options == nil {
		t.Errorf("the history of options: %+v", changes)
	}
}
