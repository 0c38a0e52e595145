// Package tickets holds the register of calls and the loop of tickets (工单):
// a Draft is typed during the call, committing it makes a Ticket that only ever
// grows, and one table says which move is legal in which state for which role.
// The rules are pure; Service applies them over a Store, and over a local Spool
// while the Store is away, so that nothing that was typed is lost.
package tickets
