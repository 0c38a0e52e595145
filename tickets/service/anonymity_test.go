package service_test

import (
	"strings"
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
	"hotline12345/tickets/storetest"
)

// TestAnonymousReportsAreACitysRule (M37): refused only as the city says, never in
// an emergency, and never what is no report.
func TestAnonymousReportsAreACitysRule(t *testing.T) {
	t.Parallel()
	refused := tickets.Options{Anonymous: tickets.AnonymousRefused, AnonymousText: "请留下姓名或电话"}
	for name, c := range map[string]struct {
		options tickets.Options
		change  func(*tickets.Register)
		first   tickets.Request
		want    string
	}{
		"no rule":                 {tickets.Options{}, nil, registerMove, "<nil>"},
		"accepted":                {tickets.Options{Anonymous: tickets.AnonymousAccepted}, nil, registerMove, "<nil>"},
		"refused":                 {refused, nil, registerMove, "name anonymous_report"},
		"refused to be answered":  {refused, nil, storetest.Answer, "name anonymous_report"},
		"a name":                  {refused, func(r *tickets.Register) { r.Name = "李" }, registerMove, "<nil>"},
		"a number":                {refused, func(r *tickets.Register) { r.Contact = "13800138000" }, registerMove, "<nil>"},
		"a complaint":             {refused, func(r *tickets.Register) { r.Type = tickets.Complaint }, registerMove, "<nil>"},
		"a person is in danger":   {refused, nil, tickets.Request{Move: tickets.MoveRegister, Urgent: true}, "<nil>"},
		"an emergency's category": {refused, func(r *tickets.Register) { r.Category = "0602" }, registerMove, "<nil>"},
		"it is declined": {refused, nil, tickets.Request{Move: tickets.MoveDecline, Declined: tickets.NotGovernment, Refer: "市纪委监委", Way: tickets.InCall,
			Note: "不留姓名电话"}, "<nil>"},
	} {
		o := newOffice(t)
		admin := storetest.By(org.RoleAdministrator)
		gas := tickets.Category{Code: "0602", Name: "燃气泄漏", Type: tickets.Report, Limit: "2h", Urgency: tickets.Emergency}
		must(t, o.ChangeRules(t.Context(), admin, tickets.RuleChange{Category: &gas}))
		must(t, o.ChangeRules(t.Context(), admin, tickets.RuleChange{Options: &c.options}))
		r := written()
		r.Name, r.NameDeclined, r.Contact, r.ContactDeclined, r.Type, r.Category = "", true, "", true, tickets.Report, ""
		if c.change != nil {
			c.change(&r)
		}
		_, err := o.Create(t.Context(), storetest.Agent, service.Arrival{Origin: name, Channel: tickets.ByLetter, Register: r}, c.first)
		if got := fieldsOf(err); got != c.want {
			t.Errorf("%s by letter: %s, want %s", name, got, c.want)
		}
		_, err = o.SaveDraft(t.Context(), storetest.Agent, tickets.Draft{Call: "anon", Register: r})
		must(t, err)
		_, err = o.Commit(t.Context(), storetest.Agent, "anon", c.first)
		if got := fieldsOf(err); got != c.want {
			t.Errorf("%s in a call: %s, want %s", name, got, c.want)
		}
	}
}

func TestTheOptionsOfAnonymityAreChecked(t *testing.T) {
	t.Parallel()
	for want, o := range map[string]tickets.Options{
		"anonymous unknown":       {Anonymous: "sometimes"},
		"anonymous_text too_long": {AnonymousText: strings.Repeat("x", 2001)},
		"closing invalid":         {Closing: 60},
	} {
		err := newOffice(t).ChangeRules(t.Context(), storetest.By(org.RoleAdministrator), tickets.RuleChange{Options: &o})
		if got := fieldsOf(err); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
