// Package storetest holds the tests that every store of tickets and of accounts must
// pass, stores in memory, and fixtures for the tests of other packages.
package storetest
