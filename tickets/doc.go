// Package tickets holds the rules of the register and of the ticket loop: pure
// rules and a Service over a Store.
package tickets
