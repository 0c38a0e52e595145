// Package loop is the shell around cti.Engine: one goroutine takes events from
// an inbox, writes each with its decisions to the journal, and only then hands
// the commands to the edges.
package loop
