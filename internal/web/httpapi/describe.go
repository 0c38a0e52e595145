package httpapi

import (
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"hotline12345/tickets/org"
)

// description says who may use a route and what of it is on record.
func (r Route) description() string {
	var out strings.Builder
	switch {
	case r.Public:
		out.WriteString("Answers anyone, without a session.")
	case len(r.Roles) == len(org.Roles()):
		out.WriteString("For everyone who is signed in.")
	default:
		roles := make([]string, len(r.Roles))
		for i, role := range r.Roles {
			roles[i] = string(role)
		}
		out.WriteString("For the roles " + strings.Join(roles, ", ") + ".")
	}
	if r.WholeCity {
		out.WriteString(" Only where their area is the whole city.")
	}
	if audit := r.Audit.String(); audit != "" {
		out.WriteString(" Each answer is in the access log: " + audit + ".")
	}
	return out.String()
}

// tagOf groups the operations by what they are about: "tickets" of "/api/tickets/{number}".
func tagOf(path string) string {
	tag, _, _ := strings.Cut(strings.TrimPrefix(path, "/api/"), "/")
	return tag
}

// Complete adds to the description what holds for all of it. It is called once, when all
// operations are there.
func (a *API) Complete(about, contact string) {
	doc := a.huma.OpenAPI()
	doc.Info.Description, doc.Info.Contact = about, &huma.Contact{Name: contact}
	doc.Servers = []*huma.Server{{URL: "/", Description: "The hotline that serves this description"}}
	var tags []string
	for path, item := range doc.Paths {
		tags = append(tags, tagOf(path))
		for _, o := range []*huma.Operation{item.Get, item.Post, item.Put, item.Delete} {
			if o != nil && len(o.Tags) == 0 {
				o.Tags = []string{tagOf(path)}
			}
		}
	}
	slices.Sort(tags)
	for _, tag := range slices.Compact(tags) {
		doc.Tags = append(doc.Tags, &huma.Tag{Name: tag})
	}
}
