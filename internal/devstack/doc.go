// Package devstack starts the real systems around the service, an Asterisk and a
// PostgreSQL of our own, in a folder that git ignores. make run and the tests use
// it; the system's own services are never touched.
package devstack
