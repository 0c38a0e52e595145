package ruleapi

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/workday"
)

// rule is one rule that is read and put back as a whole.
type rule interface {
	change() (tickets.RuleChange, string)
}

// item declares the address of one rule, or of the rules of one kind by their keys.
type item[T rule] struct {
	path, id, what string
	find           func(set tickets.RuleSet, key string) (T, bool)
	key            func(T) string
}

// items registers a GET and a PUT for each rule.
func (h handlers) items(api *httpapi.API) {
	registerItem(api, h, item[UnitView]{"/api/units/{key}", "unit", "A handling unit",
		func(set tickets.RuleSet, key string) (UnitView, bool) {
			return one(set.Units, unitView, func(u org.Unit) bool { return u.Code == key })
		}, func(v UnitView) string { return v.Code }})
	registerItem(api, h, item[CategoryView]{"/api/categories/{key}", "category", "A category of matters",
		func(set tickets.RuleSet, key string) (CategoryView, bool) {
			return one(set.Categories, categoryView, func(c tickets.Category) bool { return c.Code == key })
		}, func(v CategoryView) string { return v.Code }})
	registerItem(api, h, item[YearBody]{"/api/rules/years/{key}", "holidays", "The holidays of a year, as they were entered, or as the program knows them",
		func(set tickets.RuleSet, key string) (YearBody, bool) {
			is := func(y tickets.Year) bool { return strconv.Itoa(y.Year) == key }
			if v, ok := one(set.Rules.Years, yearView, is); ok {
				return v, true
			}
			return one(workday.Announced(), announcedView, is)
		}, func(v YearBody) string { return strconv.Itoa(v.Year) }})
	registerItem(api, h, item[MergedLineView]{"/api/rules/merged-lines/{key}", "merged-line", "A merged line",
		func(set tickets.RuleSet, key string) (MergedLineView, bool) {
			return one(set.Rules.MergedLines, mergedLineView, func(l tickets.MergedLine) bool { return l.Number == key })
		}, func(v MergedLineView) string { return v.Number }})
	registerItem(api, h, item[LimitsView]{"/api/rules/limits", "limits", "The table of limits", limitsOf, nil})
	registerItem(api, h, item[TypesView]{"/api/rules/types", "types", "The names of the types of matters", typesOf, nil})
	registerItem(api, h, item[OptionsView]{"/api/rules/options", "options", "Single settings of the rules", optionsOf, nil})
	registerItem(api, h, item[DirectoryView]{"/api/rules/directory", "directory", "The dispatch directory", directoryOf, nil})
}

// one returns the view of the rule that is meant.
func one[R, T any](list []R, view func(R) T, is func(R) bool) (v T, found bool) {
	for _, r := range list {
		if is(r) {
			return view(r), true
		}
	}
	return v, false
}

// KeyPath names a rule of its kind in an address.
type KeyPath struct {
	Key string `path:"key" maxLength:"40" doc:"a code, a year or a number"`
}

type putRequest[T rule] struct {
	KeyPath
	PutBody[T]
}

// PutBody is a rule as it is to be, and the version that was read.
type PutBody[T rule] struct {
	IfMatch string `header:"If-Match" maxLength:"80" doc:"the version that was read (ETag), in the place of the body's rev; *: replace whatever stands there"`
	Body    T
}

type itemReply[T rule] struct {
	ETag string `header:"ETag"`
	Body T
}

func registerItem[T rule](api *httpapi.API, h handlers, i item[T]) {
	read := httpapi.Route{Method: http.MethodGet, Path: i.path, ID: "get-" + i.id, Summary: i.what, Roles: httpapi.Anyone}
	write := httpapi.Route{Method: http.MethodPut, Path: i.path, ID: "put-" + i.id, Summary: i.what + ", changed; the same again changes nothing",
		Roles: httpapi.Administrators, WholeCity: true}
	get := func(ctx context.Context, key string) (*itemReply[T], error) {
		set, err := h.tickets.RuleSet(ctx)
		if err != nil {
			return nil, err
		}
		v, ok := i.find(set, key)
		if !ok {
			return nil, fmt.Errorf("%s %q: %w", i.id, key, errs.ErrNotFound)
		}
		_, rev := v.change()
		return &itemReply[T]{ETag: strconv.Quote(rev), Body: v}, nil
	}
	put := func(ctx context.Context, key string, b PutBody[T]) (*itemReply[T], error) {
		if i.key != nil && i.key(b.Body) != key {
			return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "key", Code: errs.CodeInvalid}}}
		}
		c, rev := b.Body.change()
		c.Seen = seen(cmp.Or(strings.Trim(strings.TrimPrefix(b.IfMatch, "W/"), `"`), rev))
		if err := h.tickets.ChangeRules(ctx, httpapi.ActorOf(ctx), c); err != nil {
			return nil, err
		}
		return get(ctx, key)
	}
	if i.key == nil {
		httpapi.Register(api, read, func(ctx context.Context, _ *struct{}) (*itemReply[T], error) { return get(ctx, "") })
		httpapi.Register(api, write, func(ctx context.Context, in *PutBody[T]) (*itemReply[T], error) { return put(ctx, "", *in) })
		return
	}
	httpapi.Register(api, read, func(ctx context.Context, in *KeyPath) (*itemReply[T], error) { return get(ctx, in.Key) })
	httpapi.Register(api, write, func(ctx context.Context, in *putRequest[T]) (*itemReply[T], error) {
		return put(ctx, in.Key, in.PutBody)
	})
}
