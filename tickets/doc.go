// Package tickets holds the rules of the register of calls and of the loop of
// tickets (工单): a Draft is typed during the call, committing it makes a Ticket that
// only ever grows, and one table says which move is legal in which state for which
// role. All of it is pure: given a Case, Apply returns the next Ticket, and nothing
// here reads a clock, a file or a database. Package service applies the rules over a
// store.
package tickets
