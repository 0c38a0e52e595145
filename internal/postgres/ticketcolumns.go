package postgres

import (
	"fmt"
	"strings"
)

// ticketColumns are the columns of tickets in the order of Store.columns; number
// comes first.
var ticketColumns = []string{"number", "state", "call", "caller", "name", "unit", "contact", "called_at", "content", "type",
	"category", "place", "confidential", "lead", "is_open", "created_at", "updated_at", "ticket",
	"channel", "urgency", "centre", "units", "marks", "due", "promise", "wake_at", "origin", "merged_into",
	"archived", "summary", "try_at", "words"}

// nullable are the columns of tickets that hold null instead of an empty text.
var nullable = map[string]bool{"call": true, "caller": true, "lead": true, "origin": true, "merged_into": true}

var insertTicketSQL, updateTicketSQL = ticketStatements()

// ticketStatements write a ticket's row; the update returns when the clock would
// have looked at the ticket before.
func ticketStatements() (insert, update string) {
	values, sets := make([]string, len(ticketColumns)), make([]string, len(ticketColumns))
	for i, column := range ticketColumns {
		values[i] = fmt.Sprintf("$%d", i+1)
		if nullable[column] {
			values[i] = fmt.Sprintf("nullif($%d, '')", i+1)
		}
		sets[i] = column + " = " + values[i]
	}
	insert = fmt.Sprintf("insert into tickets (%s) values (%s)", strings.Join(ticketColumns, ", "), strings.Join(values, ", "))
	update = "with before as (select wake_at from tickets where number = $1) update tickets set " + strings.Join(sets[1:], ", ") +
		" where number = $1 returning (select wake_at from before)"
	return insert, update
}
