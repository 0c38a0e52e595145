package postgres

import (
	"fmt"
	"strings"

	"hotline12345/tickets"
)

// newest is the order of lists.
const newest = "created_at desc, number desc"

// Where a page goes on after a ticket; one that is not here is before all.
const (
	afterTime = `(created_at, number) < (coalesce((select a.created_at from tickets a where a.number = ?), 'infinity'), ?)`
	afterDue  = `(due, number) > (coalesce((select coalesce(a.due, 'infinity') from tickets a where a.number = ?), '-infinity'), ?)`
	// afterAllDue is where the rest goes on behind what has a limit.
	afterAllDue = `(exists (select from tickets a where a.number = ? and a.due is not null) or ` + afterTime + ")"
)

// query is a statement with its arguments.
type query struct {
	sql  string
	args []any
}

// after adds where the page begins.
func (c *conditions) after(f tickets.Filter, condition string) {
	if f.Before == "" {
		return
	}
	c.add(condition, f.Before)
	if condition != afterDue {
		c.span = append(c.span, c.where[len(c.where)-1])
	}
}

// all returns the condition that all must hold.
func (c *conditions) all() string { return strings.Join(c.where, " and ") }

// query returns a statement that ends after so many rows.
func (c *conditions) query(sql string, limit int) query {
	c.args = append(c.args, limit)
	return query{fmt.Sprintf("%s limit $%d", sql, len(c.args)), c.args}
}

// byTime returns the conditions of a list whose newest come first; of the rest, if
// what has a limit has been listed.
func (s *Store) byTime(f tickets.Filter) *conditions {
	c := s.conditionsOf(f)
	if f.ByDue {
		c.where = append(c.where, "due is null")
		c.after(f, afterAllDue)
	} else {
		c.after(f, afterTime)
	}
	return c
}

// listQuery returns the query of a list that leaves it to the database how to find it.
func (s *Store) listQuery(f tickets.Filter) query {
	c := s.byTime(f)
	return c.query(fmt.Sprintf("select summary from tickets where %s order by %s", c.all(), newest), f.Limit)
}

// dueQuery returns the query of what has a limit: only open tickets do.
func (s *Store) dueQuery(f tickets.Filter) query {
	c := s.conditionsOf(f)
	c.where = append(c.where, "is_open and due is not null")
	c.after(f, afterDue)
	return c.query(fmt.Sprintf("select summary from tickets where %s order by due, number", c.all()), f.Limit)
}
