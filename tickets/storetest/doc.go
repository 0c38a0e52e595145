// Package storetest says what a tickets.Store must do, as tests that every store
// runs, and has a store in memory for the tests of others.
package storetest
